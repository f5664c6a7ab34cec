import type { Sandbox } from '../../../src/sandbox/server.ts'

/** Requests by operation: method and path template. */
export type Counts = Readonly<Record<string, number>>

/** What was asked since the last time, and how it ended. */
export type Asked = Readonly<{ counts: Counts; refused: number }>

/** Takes the requests out of the sandbox's log. */
export function takeRequests({ requests }: Pick<Sandbox, 'requests'>): Asked {
  const counts: Record<string, number> = {}
  let refused = 0
  for (const { method, operation, status } of requests.entries) {
    const name = `${method} ${operation ?? 'unknown'}`
    counts[name] = (counts[name] ?? 0) + 1
    if (status >= 400 || status === 0) refused += 1
  }
  requests.clear()
  return { counts, refused }
}
