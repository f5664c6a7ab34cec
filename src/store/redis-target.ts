/** Where Redis is: a url, or the unix socket of a server on this machine. */
export type RedisTarget = Readonly<{ url: string }> | Readonly<{ path: string }>

/** The part of a client's options that says where to connect. */
export type RedisAddress =
  | { path: string }
  | { host: string; port: number; username?: string; password?: string; db?: number; tls?: Record<string, never> }

/** The connection options for a target, to be spread into those of a client. */
export function toRedisOptions(target: RedisTarget): RedisAddress {
  return 'path' in target ? { path: target.path } : parseRedisUrl(new URL(target.url))
}

function parseRedisUrl(url: URL): RedisAddress {
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
