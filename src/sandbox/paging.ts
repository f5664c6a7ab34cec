import { createHmac, randomBytes } from 'node:crypto'
import { invalid } from './errors.ts'

export type Page<T> = Readonly<{
  items: readonly T[]
  nextPage: Readonly<{ offset: string; path: string; uri: string }> | null
}>
export type Pager = <T>(list: readonly T[], path: string, query: Readonly<Record<string, string>>) => Page<T>

const MOST_UNPAGED = 1000

/** Cuts lists into pages; only offsets it has given out itself, for the same list, are taken back. */
export function createPager(origin: () => string): Pager {
  const key = randomBytes(16)
  const sign = (list: string, at: number) => createHmac('sha256', key).update(`${list} ${at}`).digest('base64url')

  return (list, path, query) => {
    const { offset, limit, ...others } = query
    const name = nameOf(path, others)
    const start = offset === undefined ? 0 : readOffset(offset, (at) => sign(name, at))
    const size = limit === undefined ? wholeSize(list.length) : readLimit(limit)
    const end = start + size
    if (end >= list.length) return { items: list.slice(start), nextPage: null }
    const next = `${end}.${sign(name, end)}`
    const relative = `${path}?${new URLSearchParams({ ...others, limit: String(size), offset: next })}`
    return { items: list.slice(start, end), nextPage: { offset: next, path: relative, uri: `${origin()}${relative}` } }
  }
}

/** What is shown of each object does not matter, which objects are listed does. */
function nameOf(path: string, { opt_fields: _, opt_pretty: __, ...filters }: Record<string, string>): string {
  return `${path}?${new URLSearchParams(filters)}`
}

function wholeSize(length: number): number {
  if (length <= MOST_UNPAGED) return MOST_UNPAGED
  throw invalid('The result is too large. You should use pagination (may require specifying a workspace)!')
}

function readLimit(text: string): number {
  const limit = Number(text)
  if (Number.isInteger(limit) && limit >= 1 && limit <= 100) return limit
  throw invalid('limit: Must be an integer from 1 to 100')
}

function readOffset(offset: string, sign: (at: number) => string): number {
  const [at = '', signature] = offset.split('.')
  if (signature === sign(Number(at))) return Number(at)
  throw invalid('offset: Your pagination token is invalid.')
}
