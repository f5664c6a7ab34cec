import { setTimeout as sleep } from 'node:timers/promises'
import { LockUnavailableError, PortError, RetryLaterError } from '../flows/ports/index.ts'

const TRIES = 6
const FIRST_WAIT_MS = 1_000

/** Outside the queue nothing else retries: waits out limits and passing trouble, then gives up. */
export async function retry<T>(work: () => Promise<T>, say: (message: string) => void): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (error instanceof RetryLaterError && error.waitMs === 0) {
        attempt = 0 // it got further, and goes on where it was
        continue
      }
      const waitMs = attempt < TRIES ? waitFor(error, attempt) : undefined
      if (waitMs === undefined) throw error
      say(`${error instanceof Error ? error.message : String(error)} – trying again in ${Math.ceil(waitMs / 1000)} s`)
      await sleep(waitMs)
    }
  }
}

function waitFor(error: unknown, attempt: number): number | undefined {
  const growing = FIRST_WAIT_MS * 2 ** (attempt - 1)
  if (error instanceof LockUnavailableError) return growing
  if (error instanceof RetryLaterError) return error.waitMs
  if (!(error instanceof PortError)) return undefined
  if (error.kind === 'rate-limited') return error.retryAfterMs ?? growing
  return error.kind === 'transient' ? growing : undefined
}
