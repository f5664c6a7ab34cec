import which from 'which'

/** The full path of `redis-server`; `path` is searched in place of PATH. Throws, with the next step, when it is missing. */
export async function findRedisBinary({ path }: { path?: string } = {}): Promise<string> {
  const found = await which('redis-server', { nothrow: true, ...(path === undefined ? {} : { path }) })
  if (found !== null) return found
  throw new Error(
    'redis-server is not on the PATH: install it (`apt-get install redis-server`, `brew install redis`) ' +
      'or set REDIS_URL to a Redis that runs elsewhere.',
  )
}
