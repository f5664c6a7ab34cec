import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { killAt, liveCalmly } from './kill.ts'
import { WRITING_METHODS } from './steps.ts'

const SRC = join(import.meta.dirname, '../../src')

/** Verbs that some code calls; one that nobody calls is no step. */
function calledMethods(): string[] {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /^(flows|jobs|http|app)\/.*\.ts$/.test(name),
  )
  const code = files.map((name) => readFileSync(join(SRC, name), 'utf8')).join('\n')
  return WRITING_METHODS.filter((label) => new RegExp(`\\.${label.split('.')[1]}\\(`).test(code))
}

describe('death at a write', () => {
  let webhooks: Awaited<ReturnType<typeof liveCalmly>>
  let polling: Awaited<ReturnType<typeof liveCalmly>>
  beforeAll(async () => {
    ;[webhooks, polling] = await Promise.all([liveCalmly('webhooks'), liveCalmly('polling')])
  }, 120_000)

  it('is tried at every write: the two lives call every writing verb that the code calls', () => {
    const reached = new Set([...webhooks.steps, ...polling.steps].map((step) => step.split(' ')[0]))
    expect(calledMethods().filter((method) => !reached.has(method))).toEqual([])
  })

  it.concurrent.each([
    ['after', 'asana.createStatus 1'],
    ['after', 'asana.createTask 1'],
    ['after', 'asana.createWebhook 2'],
    ['before', 'store.saveProject 1'],
  ] as const)(
    '%s %s leaves nothing lost and nothing doubled',
    async (when, step) => {
      const result = await killAt({ step, when }, webhooks.snapshot, 'webhooks')
      expect(result).toMatchObject({ died: true, violations: [] })
    },
    120_000,
  )
})
