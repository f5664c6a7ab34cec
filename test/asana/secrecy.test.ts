import { Writable } from 'node:stream'
import { inspect } from 'node:util'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import type { PortError } from '../../src/flows/ports/index.ts'
import { asana, failureOf, gateway, TOKEN, withoutNetwork } from './nock-gateway.ts'

withoutNetwork()

/** Every way a request can fail; each starts from an SDK error that holds the token. */
const failures: [what: string, announce: () => unknown][] = [
  ['a bad request', () => notes().reply(400, { errors: [{ message: 'no' }] })],
  ['a bad token', () => notes().reply(401, { errors: [{ message: 'Not Authorized' }] })],
  ['a rate limit', () => notes().reply(429, {}, { 'retry-after': '1' })],
  ['a server error', () => notes().reply(500, { errors: [{ message: 'Server Error', phrase: 'x' }] })],
  ['a page of the edge', () => notes().reply(502, '<html></html>', { 'content-type': 'text/html' })],
  ['broken JSON', () => notes().reply(200, '{"data":', { 'content-type': 'application/json' })],
  ['an unfit answer', () => notes().reply(200, { data: 5 })],
  ['a cut connection', () => notes().times(2).replyWithError(cut())],
  ['a host not found', () => notes().replyWithError(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }))],
  ['a failure without a code', () => notes().replyWithError(new Error('odd'))],
  ['an answer too late', () => notes().delay(500).reply(200, { data: {} })],
]

describe('the token', () => {
  it.each(failures)('stays inside after %s', async (_what, announce) => {
    announce()
    const error = await failureOf(gateway({ timeoutMs: 100 }).readTaskContent('12'))
    for (const shown of await showings(error)) {
      expect(shown).toContain('readTaskContent 12')
      expect(shown).not.toContain(TOKEN)
      expect(shown).not.toMatch(/bearer/i)
    }
  })

  it('stays inside when the SDK throws at once', async () => {
    const error = await failureOf(gateway().deleteWebhook(undefined as unknown as string))
    for (const shown of await showings(error)) expect(shown).not.toContain(TOKEN)
  })

  it('stays inside when it cannot be sent', async () => {
    const error = await failureOf(gateway({ token: `${TOKEN}\n` }).readMe())
    for (const shown of await showings(error)) expect(shown).not.toContain(TOKEN)
  })

  it('cannot be seen on the gateway itself', () => {
    expect(inspect(gateway(), { depth: 12, showHidden: true })).not.toContain(TOKEN)
  })
})

/** What a careless reader of the error would print. */
async function showings(error: PortError): Promise<string[]> {
  return [
    JSON.stringify({ ...error, message: error.message }),
    JSON.stringify({ wrapped: { cause: error } }) + error.operation,
    inspect(error, { depth: 12, showHidden: true }),
    inspect({ deep: { cause: error } }, { depth: 12 }),
    String(error.stack),
    await logLine(error),
  ]
}

async function logLine(error: Error): Promise<string> {
  let line = ''
  const out = new Writable({
    write(chunk, _encoding, done) {
      line += chunk
      done()
    },
  })
  pino(out).error({ err: error, nested: { error } }, 'request failed')
  return line
}

function notes() {
  return asana().get('/tasks/12').query(true)
}

function cut() {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
}
