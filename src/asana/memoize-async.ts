/** Asks once, even when many ask at the same time; a failure is not kept. */
export function memoizeAsync<T>(ask: () => Promise<T>): () => Promise<T> {
  let pending: Promise<T> | undefined
  return () => {
    pending ??= ask().catch((error: unknown) => {
      pending = undefined
      throw error
    })
    return pending
  }
}
