import type { Gid } from './state.ts'

/** One request as it was answered; status 0 when the connection was cut. */
export type LoggedRequest = Readonly<{
  at: Date
  method: string
  /** Below the base URL. */
  path: string
  /** The path's template in the OpenAPI document. */
  operation: string | undefined
  status: number
  user: Gid | undefined
}>

/** A request with its bodies, for an observer. */
export type Exchange = LoggedRequest &
  Readonly<{
    query: Readonly<Record<string, string>>
    requestBody: unknown
    body: unknown
    /** True when a fault on demand made the answer. */
    isFault: boolean
  }>

export type RequestFilter = Readonly<{
  method?: string
  path?: RegExp
  operation?: string
  status?: number
  user?: Gid
}>

export type RequestLog = Readonly<{
  entries: readonly LoggedRequest[]
  count(filter?: RequestFilter): number
  clear(): void
  add(entry: LoggedRequest): void
}>

/** What was asked of the sandbox; requests inside a batch count on their own. */
export function createRequestLog(): RequestLog {
  const entries: LoggedRequest[] = []
  return {
    entries,
    count: (filter = {}) => entries.filter((entry) => isHit(entry, filter)).length,
    clear: () => void entries.splice(0),
    add: (entry) => void entries.push(entry),
  }
}

function isHit(entry: LoggedRequest, { path, ...exact }: RequestFilter): boolean {
  const isExact = Object.entries(exact).every(([key, wanted]) => entry[key as keyof LoggedRequest] === wanted)
  return isExact && (path?.test(entry.path) ?? true)
}
