import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runScript } from '../support/process.ts'

const MAIN = join(import.meta.dirname, '../../src/main.ts')

async function start(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  await using running = runScript([MAIN, ...args], env, '/')
  const code = await running.ended
  return { code, said: running.said() }
}

describe('npm start', () => {
  it('names every wrong variable and what was expected, and ends with exit code 2', async () => {
    const { code, said } = await start([], {
      ASANA_ACCESS_TOKEN: '',
      ASANA_PROJECTS: '1',
      PORT: 'many',
      TIMEZONE: 'Mars',
    })
    expect(code).toBe(2)
    expect(said).toMatch(/^ {2}ASANA_ACCESS_TOKEN is missing: expected /m)
    expect(said).toMatch(/^ {2}PORT is "many": expected a whole number/m)
    expect(said).toMatch(/^ {2}TIMEZONE is "Mars": expected an IANA time zone/m)
  })

  it.each([['--role=boss'], ['--rolle=worker'], ['worker']])(
    'cannot be used with %s: exit code 2',
    async (argument) => {
      const { code, said } = await start([argument])
      expect(code).toBe(2)
      expect(said).toContain('--role=server|worker')
    },
  )

  it('says once that Redis does not answer, and what to do', async () => {
    const env = { ASANA_ACCESS_TOKEN: 'any', ASANA_PROJECTS: '1', REDIS_URL: 'redis://127.0.0.1:1' }
    const { code, said } = await start([], env)
    expect(code).toBe(1)
    expect(said.match(/Redis does not answer/g)).toHaveLength(1)
    expect(said.match(/Start it, or correct REDIS_URL/g)).toHaveLength(1)
  })

  it('says with --help how it is used', async () => {
    const { code, said } = await start(['--help'])
    expect(code).toBe(0)
    expect(said).toContain('npm start -- --role=server|worker')
  })
})
