import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type LocalRedis,
  type RedisEndpoint,
  startLocalRedis,
  toRedisOptions,
} from '../../src/local-redis/local-redis.ts'
import { ensureRedisBinary } from '../../src/sandbox/demo/install-redis.ts'

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
    const redis = await startLocalRedis({
      dir: where,
      appendOnly,
      findBinary: () => ensureRedisBinary({ say: console.error }),
    })
    opened.push(redis)
    return redis
  }
  function connect(target: RedisEndpoint): Redis {
    const client = new Redis({ ...toRedisOptions(target), retryStrategy: () => null })
    client.on('error', () => {})
    opened.push({ close: async () => client.disconnect() })
    return client
  }
  async function isUp(target: RedisEndpoint): Promise<boolean> {
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

  it('appends to a file that is synced every second when asked', async () => {
    const client = connect((await start(dir, true)).target)
    expect(await client.config('GET', 'appendonly')).toEqual(['appendonly', 'yes'])
    expect(await client.config('GET', 'appendfsync')).toEqual(['appendfsync', 'everysec'])
  })

  it('keeps its data over a stop', async () => {
    const first = await start(dir, true)
    const client = connect(first.target)
    await client.set('k', 'v')
    client.disconnect()
    await first.close()
    expect(await isUp(first.target)).toBe(false)

    const second = await start(dir, true)
    expect(await connect(second.target).get('k')).toBe('v')
  })

  it('shares the server that runs there already, which the last process stops', async () => {
    const service = await start()
    await connect(service.target).set('k', 'v')
    const cli = await start()
    expect(await connect(cli.target).get('k')).toBe('v')

    await cli.close()
    expect(await isUp(service.target)).toBe(true)
    for (const one of opened.splice(0).reverse()) await one.close()
    expect(await isUp(service.target)).toBe(false)
  })

  it('starts one server for concurrent starts', async () => {
    const [a, b] = await Promise.all([start(), start(), start()])
    await connect(a.target).set('k', 'v')
    expect(await connect(b.target).get('k')).toBe('v')
    expect((await readFile(join(dir, 'redis.log'), 'utf8')).match(/ready to accept/gi)).toHaveLength(1)
  })

  it('takes over the start lock of a process that died', async () => {
    await writeFile(join(dir, 'redis.lock'), '2147483646')
    expect(await isUp((await start()).target)).toBe(true)
  })

  it('starts where a killed server left its socket', async () => {
    const first = await start()
    const path = 'path' in first.target ? first.target.path : ''
    const pid = Number(/process_id:(\d+)/.exec(await connect(first.target).info('server'))?.[1])
    process.kill(pid, 'SIGKILL')
    await expect.poll(() => isUp(first.target)).toBe(false)
    expect((await stat(path)).isSocket()).toBe(true)

    expect(await isUp((await start()).target)).toBe(true)
  })

  it('can be closed after the server has stopped, and twice', async () => {
    const redis = await start()
    await connect(redis.target)
      .shutdown()
      .catch(() => {})
    await redis.close()
    await redis.close()
  })

  it('uses a short directory when the path of the socket would be too long', async () => {
    const redis = await start(join(dir, 'd'.repeat(100)))
    const path = 'path' in redis.target ? redis.target.path : ''
    expect(path.length).toBeLessThanOrEqual(100)
    expect((await stat(dirname(path))).mode & 0o777).toBe(0o700)
    expect(await isUp(redis.target)).toBe(true)
    await rm(dirname(path), { recursive: true })
  })

  it('rejects with the log of a server that did not start', async () => {
    await writeFile(join(dir, 'appendonlydir'), 'a file where a directory must be')
    await expect(start(dir, true)).rejects.toThrow(/redis-server did not start: it ended with 1[\s\S]*append-only/i)
  })
})
