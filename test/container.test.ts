import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { serve } from './support/http.ts'

describe('Dockerfile', async () => {
  const text = await readFile('Dockerfile', 'utf8')
  const commands = [...text.matchAll(/CMD (\[.*\])$/gm)].map(([, json]) => JSON.parse(json ?? '') as string[])

  it('starts what npm start starts, without a shell in between that would swallow the signals', async () => {
    const { scripts } = JSON.parse(await readFile('package.json', 'utf8'))
    expect(commands.at(-1)?.join(' ')).toBe(scripts.start.replace('exec ', ''))
  })

  it('does not run as root', () => {
    expect(text.lastIndexOf('USER node')).toBeGreaterThan(text.lastIndexOf('FROM '))
  })

  function exitCodeOfHealthCheck(port: number): Promise<number> {
    const [[program = '', ...args] = []] = commands
    return new Promise((done) => {
      const env = { ...process.env, PORT: String(port) }
      execFile(program, args, { env }, (error) => done(error ? Number(error.code) : 0))
    })
  }

  it('asks the service itself whether it lives', async () => {
    const served = await serve()
    expect(await exitCodeOfHealthCheck(served.port)).toBe(0)
    await served.close()
    expect(await exitCodeOfHealthCheck(served.port)).toBe(1)
  })
})

describe('docker-compose.yml', async () => {
  const { services } = parse(await readFile('docker-compose.yml', 'utf8'))

  it('gives Redis a memory that lasts and forgets nothing', () => {
    expect(services.redis.command.join(' ')).toMatch(/--appendonly yes .*--maxmemory-policy noeviction/)
    expect(services.redis.volumes).toEqual(['redis-data:/data'])
  })

  it('starts the service when Redis answers, and lets it change nothing but Redis', () => {
    expect(services.service.depends_on).toEqual({ redis: { condition: 'service_healthy' } })
    expect(services.service.environment.REDIS_URL).toBe('redis://redis:6379')
    expect(services.service.read_only).toBe(true)
  })
})
