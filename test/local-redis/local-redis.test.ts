import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  ensureRedisBinary,
  type LocalRedis,
  type RedisTarget,
  startLocalRedis,
  toRedisOptions,
} from '../../src/local-redis/local-redis.ts'

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
  ] satisfies [string, RedisTarget, object][])('understands %s', (_, target, options) => {
    expect(toRedisOptions(target)).toEqual(options)
  })
})

describe('startLocalRedis', () => {
  let dir: string
  const opened: { close(): Promise<void> }[] = []

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'v2mom-local-'))
  })
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) await one.close()
    await rm(dir, { recursive: true, force: true })
  })

  async function start(where = dir, appendOnly = false): Promise<LocalRedis> {
    const redis = await startLocalRedis({ dir: where, appendOnly, install: true })
    opened.push(redis)
    return redis
  }
  function connect(target: RedisTarget): Redis {
    const client = new Redis({ ...toRedisOptions(target), retryStrategy: () => null })
    client.on('error', () => {})
    opened.push({ close: async () => client.disconnect() })
    return client
  }
  async function isUp(target: RedisTarget): Promise<boolean> {
    return connect(target)
      .ping()
      .then(
        () => true,
        () => false,
      )
  }

  it('runs a server without a port that never evicts', async () => {
    const client = connect((await start()).target)
    expect(await client.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction'])
    expect(await client.config('GET', 'port')).toEqual(['port', '0'])
    expect(await client.config('GET', 'appendonly')).toEqual(['appendonly', 'no'])
  })

  it('keeps append-only files, synced every second, when asked', async () => {
    const client = connect((await start(dir, true)).target)
    expect(await client.config('GET', 'appendonly')).toEqual(['appendonly', 'yes'])
    expect(await client.config('GET', 'appendfsync')).toEqual(['appendfsync', 'everysec'])
  })

  it('finds its data again after it was stopped', async () => {
    const first = await start(dir, true)
    const client = connect(first.target)
    await client.set('k', 'v')
    client.disconnect()
    await first.close()
    expect(await isUp(first.target)).toBe(false)

    const second = await start(dir, true)
    expect(await connect(second.target).get('k')).toBe('v')
  })

  it('joins the server that runs there already, and the last one out stops it', async () => {
    const service = await start()
    await connect(service.target).set('k', 'v')
    const cli = await start()
    expect(await connect(cli.target).get('k')).toBe('v')

    await cli.close()
    expect(await isUp(service.target)).toBe(true)
    for (const one of opened.splice(0).reverse()) await one.close()
    expect(await isUp(service.target)).toBe(false)
  })

  it('starts one server for processes that start at the same time', async () => {
    const [a, b] = await Promise.all([start(), start(), start()])
    await connect(a.target).set('k', 'v')
    expect(await connect(b.target).get('k')).toBe('v')
    expect((await readFile(join(dir, 'redis.log'), 'utf8')).match(/ready to accept/gi)).toHaveLength(1)
  })

  it('does not wait for a process that died while it held the start lock', async () => {
    await writeFile(join(dir, 'redis.lock'), '2147483646')
    expect(await isUp((await start()).target)).toBe(true)
  })

  it('starts over a socket that a dead server left behind', async () => {
    const first = await start()
    const path = 'path' in first.target ? first.target.path : ''
    const pid = Number(/process_id:(\d+)/.exec(await connect(first.target).info('server'))?.[1])
    process.kill(pid, 'SIGKILL')
    await expect.poll(() => isUp(first.target)).toBe(false)
    expect((await stat(path)).isSocket()).toBe(true)

    expect(await isUp((await start()).target)).toBe(true)
  })

  it('closes quietly when the server is gone already, and when closed twice', async () => {
    const redis = await start()
    await connect(redis.target)
      .shutdown()
      .catch(() => {})
    await redis.close()
    await redis.close()
  })

  it('takes a short directory of its own when the path of the socket would be too long', async () => {
    const redis = await start(join(dir, 'd'.repeat(100)))
    const path = 'path' in redis.target ? redis.target.path : ''
    expect(path.length).toBeLessThanOrEqual(100)
    expect((await stat(dirname(path))).mode & 0o777).toBe(0o700)
    expect(await isUp(redis.target)).toBe(true)
    await rm(dirname(path), { recursive: true })
  })

  it('says why the server did not start, in its own words', async () => {
    await writeFile(join(dir, 'appendonlydir'), 'a file where a directory must be')
    await expect(start(dir, true)).rejects.toThrow(/redis-server did not start: it ended with 1[\s\S]*append-only/i)
  })
})

describe('ensureRedisBinary', () => {
  let bin: string
  const said: string[] = []
  const say = (message: string) => void said.push(message)

  beforeEach(async () => {
    bin = await mkdtemp(join(tmpdir(), 'v2mom-bin-'))
    said.length = 0
  })
  afterEach(() => rm(bin, { recursive: true, force: true }))

  async function addProgram(name: string, script: string): Promise<void> {
    await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`)
    await chmod(join(bin, name), 0o755)
  }
  // Only shell built-ins, since the PATH holds nothing but this directory.
  const RECORDS = `echo "$3" >> \${0%/*}/calls`
  const INSTALLS = `echo > \${0%/*}/redis-server; /bin/chmod 755 \${0%/*}/redis-server`
  const calls = async () => (await readFile(join(bin, 'calls'), 'utf8')).trim().split('\n')

  it('finds the binary on the PATH', async () => {
    await addProgram('redis-server', '')
    expect(await ensureRedisBinary({ install: false, say, path: `/nowhere:${bin}` })).toBe(join(bin, 'redis-server'))
    expect(said).toEqual([])
  })

  it('installs it as root where apt-get is, and says so', async () => {
    await addProgram('apt-get', `${RECORDS}\n${INSTALLS}`)
    expect(await ensureRedisBinary({ install: true, say, path: bin, isRoot: true })).toBe(join(bin, 'redis-server'))
    expect(await calls()).toEqual(['install'])
    expect(said).toEqual(['redis-server is missing: installing it with apt-get'])
  })

  it('updates the package lists when the first try fails', async () => {
    await addProgram(
      'apt-get',
      `${RECORDS}\n[ "$3" = update ] && echo > \${0%/*}/lists\n[ -e \${0%/*}/lists ] || exit 100\n${INSTALLS}`,
    )
    expect(await ensureRedisBinary({ install: true, say, path: bin, isRoot: true })).toBe(join(bin, 'redis-server'))
    expect(await calls()).toEqual(['install', 'update', 'install'])
  })

  it('tells what apt-get complained about', async () => {
    await addProgram('apt-get', 'echo "E: no network" >&2; exit 100')
    await expect(ensureRedisBinary({ install: true, say, path: bin, isRoot: true })).rejects.toThrow(
      /could not install redis-server \(E: no network\)/,
    )
  })

  it.each([
    ['installing is not allowed', { install: false, isRoot: true }],
    ['we are not root', { install: true, isRoot: false }],
  ])('says how to get it when %s', async (_, options) => {
    await addProgram('apt-get', INSTALLS)
    await expect(ensureRedisBinary({ ...options, say, path: bin })).rejects.toThrow(
      /redis-server is not on the PATH: install it .* or set REDIS_URL/,
    )
  })
})
