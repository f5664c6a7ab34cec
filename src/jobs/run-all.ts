import { LockUnavailableError, PortError, RetryLaterError } from '../flows/ports/index.ts'

/** Runs all parts in turn. One with an error of its own holds up no other; what stops them all ends the run at once. */
export async function each(parts: readonly (() => Promise<unknown>)[]): Promise<void> {
  const errors: unknown[] = []
  for (const part of parts) {
    try {
      await part()
    } catch (error) {
      if (stopsAll(error)) throw error
      errors.push(error)
    }
  }
  if (errors.length > 0) throw errors[0]
}

function stopsAll(error: unknown): boolean {
  if (error instanceof LockUnavailableError || error instanceof RetryLaterError) return true
  if (!(error instanceof PortError)) return false
  return error.kind === 'transient' || error.kind === 'rate-limited' || error.kind === 'unauthorized'
}
