/** Redis is down or too slow to wait for: 503, so that the caller comes back. */
export class ServiceUnavailableError extends Error {
  override name = 'Unavailable'
}

/** The result of `work`, or Unavailable when it fails or takes longer than `ms`. */
export function within<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  // An error costs more than the timer, so it is made only when it is needed.
  const timer = setTimeout(() => reject(new ServiceUnavailableError(`no answer within ${ms} ms`)), ms)
  work().then(
    (result) => {
      clearTimeout(timer)
      resolve(result)
    },
    (error: unknown) => {
      clearTimeout(timer)
      reject(error instanceof ServiceUnavailableError ? error : new ServiceUnavailableError('failed', { cause: error }))
    },
  )
  return promise
}
