/** Where one server is: a url, or the unix socket it has on this machine. */
export type RedisTarget = Readonly<{ url: string }> | Readonly<{ path: string }>

/** Where Redis is: one server, or the urls of some nodes of a cluster, which tell of the others. */
export type RedisPlace = RedisTarget | Readonly<{ nodes: readonly string[] }>

/** The part of a client's options that says where to connect. */
export type RedisAddress = { path: string } | RedisHost

export type RedisHost = {
  host: string
  port: number
  username?: string
  password?: string
  db?: number
  tls?: Record<string, never>
}

/** What REDIS_URL names: one url is one server, several are nodes of a cluster. */
export function toRedisPlace(urls: readonly string[]): RedisPlace | undefined {
  const [url, ...others] = urls
  if (url === undefined) return undefined
  return others.length === 0 ? { url } : { nodes: urls }
}

/** The connection options for a server, to be spread into those of a client. */
export function toRedisOptions(target: RedisTarget): RedisAddress {
  return 'path' in target ? { path: target.path } : parseRedisUrl(target.url)
}

/** Where a url points, and who asks there. */
export function parseRedisUrl(text: string): RedisHost {
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
