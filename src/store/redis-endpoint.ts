/** One Redis server: a url, or the path of its unix socket on this machine. */
export type RedisEndpoint = Readonly<{ url: string }> | Readonly<{ path: string }>

/** One server, or the urls of some nodes of a cluster, which name the others. */
export type RedisTopology = RedisEndpoint | Readonly<{ nodes: readonly string[] }>

/** What REDIS_URL names: one url is a server, several are nodes of a cluster; undefined for none. */
export function toRedisTopology(urls: readonly string[]): RedisTopology | undefined {
  const [url, ...others] = urls
  if (url === undefined) return undefined
  return others.length === 0 ? { url } : { nodes: urls }
}

/** The options of an ioredis client that say where to connect. */
export function toRedisOptions(endpoint: RedisEndpoint) {
  return 'path' in endpoint ? { path: endpoint.path } : parseRedisUrl(endpoint.url)
}

/** Host, credentials, database number and TLS of a `redis:` or `rediss:` url. */
export function parseRedisUrl(text: string) {
  const url = new URL(text)
  const db = Number(url.pathname.slice(1))
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 6379 : Number(url.port),
    ...(url.username !== '' && { username: decodeURIComponent(url.username) }),
    ...(url.password !== '' && { password: decodeURIComponent(url.password) }),
    ...(Number.isInteger(db) && { db }),
    ...(url.protocol === 'rediss:' && { tls: {} }),
  }
}
