/** Redis is down or too slow to wait for: 503, so that the caller comes back. */
export class Unavailable extends Error {
  override name = 'Unavailable'
}

/** The result of `work`, or Unavailable when it fails or takes longer than `ms`. */
export async function within<T>(ms: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(reject, ms, new Unavailable(`no answer within ${ms} ms`))
  })
  try {
    return await Promise.race([work(), late])
  } catch (error) {
    throw error instanceof Unavailable ? error : new Unavailable('failed', { cause: error })
  } finally {
    clearTimeout(timer)
  }
}
