import { LockUnavailableError, PortError, RetryLaterError } from './errors.ts'

/**
 * Runs all parts in turn, and throws the first error after the last part. An error that any other part would meet as well
 * (a lost lock, Asana out of reach, a refused token) is thrown at once.
 */
export async function runAllThenThrow(parts: readonly (() => Promise<unknown>)[]): Promise<void> {
  const errors: unknown[] = []
  for (const part of parts) {
    try {
      await part()
    } catch (error) {
      if (concernsAllParts(error)) throw error
      errors.push(error)
    }
  }
  if (errors.length > 0) throw errors[0]
}

function concernsAllParts(error: unknown): boolean {
  if (error instanceof LockUnavailableError || error instanceof RetryLaterError) return true
  if (!(error instanceof PortError)) return false
  return error.kind === 'transient' || error.kind === 'rate-limited' || error.kind === 'unauthorized'
}
