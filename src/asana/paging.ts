import { z } from 'zod'
import { PortError } from '../flows/ports/index.ts'
import type { Request } from './request.ts'

/** What goes into the options of every listing; without a limit Asana cuts or refuses long lists. */
export type Page = { limit: number; offset?: string }

export type Listing<T> = Readonly<{
  operation: string
  gid: string
  send: (page: Page) => Promise<unknown>
  item: z.ZodType<T>
}>

const PAGE_SIZE = 100
/** 100,000 objects: a longer list has no end. */
const MAX_PAGES = 1_000

/** Reads a listing to its end. A page token that ran out on the way costs one new start. */
export async function readPages<T>(request: Request, listing: Listing<T>): Promise<T[]> {
  try {
    return await fetchAllPages(request, listing)
  } catch (error) {
    if (!isStaleToken(error)) throw error
    return await fetchAllPages(request, listing)
  }
}

async function fetchAllPages<T>(request: Request, { operation, gid, send, item }: Listing<T>): Promise<T[]> {
  const schema = z.object({ data: z.array(item), next_page: z.object({ offset: z.string() }).nullish() })
  const items: T[] = []
  let offset: string | undefined
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const from: Partial<Page> = offset === undefined ? {} : { offset }
    const page = await request({
      kind: 'read',
      operation,
      gid,
      schema,
      send: () => send({ limit: PAGE_SIZE, ...from }),
    })
    for (const singleResource of page.data) items.push(singleResource)
    offset = page.next_page?.offset
    if (offset === undefined) return items
  }
  throw new PortError('bad-request', `${operation} ${gid}`, `the list does not end after ${MAX_PAGES} pages`)
}

function isStaleToken(error: unknown): boolean {
  return error instanceof PortError && error.kind === 'bad-request' && /pagination token/i.test(error.message)
}
