import { z } from 'zod'
import { PortError } from '../flows/ports/index.ts'
import type { Request } from './request.ts'

/** What goes into the options of every listing; without a limit Asana truncates or refuses long lists. */
export type Page = { limit: number; offset?: string }

export type Listing<T> = Readonly<{
  operation: string
  gid: string
  send: (page: Page) => Promise<unknown>
  item: z.ZodType<T>
}>

const PAGE_SIZE = 100
/** 100,000 objects; a longer listing is taken for an endless one. */
const MAX_PAGES = 1_000

/** Reads a listing to its end, and starts again once when a page token expires on the way. Throws PortError. */
export async function readPages<T>(request: Request, listing: Listing<T>): Promise<T[]> {
  try {
    return await fetchAllPages(request, listing)
  } catch (error) {
    const isExpiredToken =
      error instanceof PortError && error.kind === 'bad-request' && /pagination token/i.test(error.message)
    if (!isExpiredToken) throw error
    return await fetchAllPages(request, listing)
  }
}

async function fetchAllPages<T>(request: Request, { operation, gid, send, item }: Listing<T>): Promise<T[]> {
  const schema = z.object({ data: z.array(item), next_page: z.object({ offset: z.string() }).nullish() })
  const items: T[] = []
  let page: Page = { limit: PAGE_SIZE }
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    // The SDK writes into the options that it gets.
    const options = { ...page }
    const response = await request({ kind: 'read', operation, gid, schema, send: () => send(options) })
    for (const found of response.data) items.push(found)
    const offset = response.next_page?.offset
    if (offset === undefined) return items
    page = { limit: PAGE_SIZE, offset }
  }
  throw new PortError('bad-request', `${operation} ${gid}`, `the list does not end after ${MAX_PAGES} pages`)
}
