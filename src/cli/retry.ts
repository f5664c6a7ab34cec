import { setTimeout as sleep } from 'node:timers/promises'
import { LockUnavailableError, PortError, RetryLaterError } from '../flows/ports/index.ts'

const MAX_ATTEMPTS = 6
const FIRST_DELAY_MS = 1_000

/**
 * Repeats `work` after rate limits, transient failures and taken locks, up to six times in all. The queue does this for
 * the service; a command has no queue. Rethrows the last error.
 */
export async function retry<T>(work: () => Promise<T>, onProgress: (message: string) => void): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (error instanceof RetryLaterError && error.waitMs === 0) {
        attempt = 0 // the work is saved in parts and goes on where it stopped
        continue
      }
      const delayMs = attempt < MAX_ATTEMPTS ? retryDelayMs(error, attempt) : undefined
      if (delayMs === undefined) throw error
      const message = error instanceof Error ? error.message : String(error)
      onProgress(`${message} – trying again in ${Math.ceil(delayMs / 1000)} s`)
      await sleep(delayMs)
    }
  }
}

/** Undefined for what a repetition does not help. */
function retryDelayMs(error: unknown, attempt: number): number | undefined {
  const backoffMs = FIRST_DELAY_MS * 2 ** (attempt - 1)
  if (error instanceof LockUnavailableError) return backoffMs
  if (error instanceof RetryLaterError) return error.waitMs
  if (!(error instanceof PortError)) return undefined
  if (error.kind === 'rate-limited') return error.retryAfterMs ?? backoffMs
  return error.kind === 'transient' ? backoffMs : undefined
}
