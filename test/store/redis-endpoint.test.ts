import { describe, expect, it } from 'vitest'
import { type RedisEndpoint, toRedisOptions } from '../../src/store/redis-endpoint.ts'

describe('toRedisOptions', () => {
  it.each([
    ['a socket', { path: '/run/r.sock' }, { path: '/run/r.sock' }],
    ['a bare host', { url: 'redis://cache' }, { host: 'cache', port: 6379, db: 0 }],
    ['a port and a database', { url: 'redis://cache:6380/2' }, { host: 'cache', port: 6380, db: 2 }],
    ['an IPv6 address', { url: 'redis://[::1]:6379' }, { host: '::1', port: 6379, db: 0 }],
    [
      'a user, a password with marks, and TLS',
      { url: 'rediss://u%40x:p%2Fw@cache' },
      { host: 'cache', port: 6379, username: 'u@x', password: 'p/w', db: 0, tls: {} },
    ],
  ] satisfies [string, RedisEndpoint, object][])('understands %s', (_, endpoint, options) => {
    expect(toRedisOptions(endpoint)).toEqual(options)
  })
})
