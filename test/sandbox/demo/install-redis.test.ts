import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findRedisBinary } from '../../../src/local-redis/find-binary.ts'
import { ensureRedisBinary } from '../../../src/sandbox/demo/install-redis.ts'

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
    expect(await ensureRedisBinary({ say, path: `/nowhere:${bin}`, isRoot: false })).toBe(join(bin, 'redis-server'))
    expect(said).toEqual([])
  })

  it('installs it as root with apt-get, and reports that', async () => {
    await addProgram('apt-get', `${RECORDS}\n${INSTALLS}`)
    expect(await ensureRedisBinary({ say, path: bin, isRoot: true })).toBe(join(bin, 'redis-server'))
    expect(await calls()).toEqual(['install'])
    expect(said).toEqual(['redis-server is missing: installing it with apt-get'])
  })

  it('updates the package lists when the first attempt fails', async () => {
    await addProgram(
      'apt-get',
      `${RECORDS}\n[ "$3" = update ] && echo > \${0%/*}/lists\n[ -e \${0%/*}/lists ] || exit 100\n${INSTALLS}`,
    )
    expect(await ensureRedisBinary({ say, path: bin, isRoot: true })).toBe(join(bin, 'redis-server'))
    expect(await calls()).toEqual(['install', 'update', 'install'])
  })

  it('rejects with the last line of apt-get', async () => {
    await addProgram('apt-get', 'echo "E: no network" >&2; exit 100')
    await expect(ensureRedisBinary({ say, path: bin, isRoot: true })).rejects.toThrow(
      /could not install redis-server \(E: no network\)/,
    )
  })

  it('rejects with the next step for a user who is not root', async () => {
    await addProgram('apt-get', INSTALLS)
    await expect(ensureRedisBinary({ say, path: bin, isRoot: false })).rejects.toThrow(
      /redis-server is not on the PATH: install it .* or set REDIS_URL/,
    )
    expect(said).toEqual([])
  })
})

describe('findRedisBinary', () => {
  it('installs nothing, and rejects with the next step', async () => {
    const path = await mkdtemp(join(tmpdir(), 'v2mom-bin-'))
    await expect(findRedisBinary({ path })).rejects.toThrow(
      'redis-server is not on the PATH: install it (`apt-get install redis-server`, `brew install redis`) ' +
        'or set REDIS_URL to a Redis that runs elsewhere.',
    )
    await rm(path, { recursive: true })
  })
})
