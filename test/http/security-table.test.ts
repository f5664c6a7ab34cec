import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AsanaEvent, WebhookReader, WebhookRecord } from '../../src/flows/ports/index.ts'
import { createToken } from '../../src/flows/webhooks/target-url.ts'
import { sign } from '../../src/http/webhooks/signature.ts'
import { type Served, serve } from '../support/http.ts'
import { collectLog } from '../support/log-lines.ts'

/** The table in the README's part on security, row by row: what forged, replayed, oversized, malformed and slow requests get. */

const SECRET = 'known to Asana and us'
const TOKEN = createToken()
const OTHER_TOKEN = createToken()
const MB = 1024 * 1024

let served: Served
let received: (readonly AsanaEvent[])[]
let asked: string[]
let isDown: boolean

const hookOf = (token: string, secret: string): WebhookRecord => ({
  ...{
    token,
    resourceGid: '1',
    kind: 'project',
    secret,
    awaitingHandshake: false,
    createdAt: '2026-11-21T08:00:00.000Z',
  },
})
const HOOKS = new Map([
  [TOKEN, hookOf(TOKEN, SECRET)],
  [OTHER_TOKEN, hookOf(OTHER_TOKEN, 'another one')],
])

beforeEach(async () => {
  received = []
  asked = []
  isDown = false
  const note = (what: string) => void asked.push(what)
  const webhooks: WebhookReader = {
    async readTokens() {
      note('list')
      return new Set(HOOKS.keys())
    },
    async read(token) {
      note('read')
      return HOOKS.get(token)
    },
    async saveSecret() {
      note('saveSecret')
      return true
    },
    async touch() {},
  }
  const known = {
    ...{ webhooks, log: collectLog().log, clock: () => new Date(), pollIntervalMs: 20, isDown: () => isDown },
    receive: async (_webhook: WebhookRecord, events: readonly AsanaEvent[]) => void received.push(events),
  }
  served = await serve({ webhooks: known }, { headersTimeoutMs: 200, requestTimeoutMs: 400, maxConnections: 50 })
})
afterEach(() => served.close())

type Sent = Readonly<{ token?: string; headers?: Readonly<Record<string, string>>; body?: string; announced?: number }>

function toText({ token = TOKEN, headers = {}, body = '', announced = Buffer.byteLength(body) }: Sent): string {
  const lines = Object.entries({ Host: 'x', ...headers, 'Content-Length': String(announced) })
  const head = lines.map(([name, value]) => `${name}: ${value}`)
  return [`POST /webhooks/asana/${token} HTTP/1.1`, ...head, '', body].join('\r\n')
}

/** What comes back until the other side has said something; `cut` when it hung up without a word. */
function exchange(text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(served.port, '127.0.0.1')
    const finish = (answer: string) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('data', (answer) => finish(String(answer)))
    socket.once('close', () => finish('cut'))
    socket.on('error', () => {})
    socket.write(text)
  })
}

const BODY = '{"events":[{"action":"changed","resource":{"gid":"7","resource_type":"task"}}]}'
const signed = (body: string, secret = SECRET) => ({ 'X-Hook-Signature': sign(secret, Buffer.from(body)) })
const WRONG = { 'X-Hook-Signature': '0'.repeat(64) }

describe('what the receiver answers to', () => {
  it.each<[string, number, Sent]>([
    ['forged: a token of another form', 404, { token: 'no-token', body: BODY, headers: WRONG }],
    [
      'forged: a token of the right form that is not registered',
      404,
      { token: createToken(), body: BODY, headers: WRONG },
    ],
    ['forged: no signature', 401, { body: BODY }],
    [
      'forged: what is no signature, before the body came',
      401,
      { headers: { 'X-Hook-Signature': 'x' }, announced: 999 },
    ],
    ['forged: a wrong signature', 401, { body: BODY, headers: WRONG }],
    ['forged: a handshake at a known address', 401, { headers: { 'X-Hook-Secret': 'mine' } }],
    ['forged: a handshake at an unknown address', 404, { token: createToken(), headers: { 'X-Hook-Secret': 'mine' } }],
    ['replayed: at another address', 401, { token: OTHER_TOKEN, body: BODY, headers: signed(BODY) }],
    ['replayed: with another body', 401, { body: BODY.replace('7', '8'), headers: signed(BODY) }],
    ['oversized: a length of more than 10 MB', 413, { headers: WRONG, announced: 10 * MB + 1 }],
    ['oversized: headers of more than 16 kB', 431, { headers: { X: 'x'.repeat(17_000) } }],
    ['malformed: signed, but no JSON', 400, { body: '{"events":', headers: signed('{"events":') }],
    [
      'malformed: signed, but no JSON within',
      400,
      { body: '{"events":[{"action":}]}', headers: signed('{"events":[{"action":}]}') },
    ],
    ['malformed: signed, but empty', 400, { headers: signed('') }],
    ['malformed: two lengths', 400, { headers: { 'content-length': '5' }, body: BODY }],
    ['malformed: a length and chunks', 400, { headers: { 'Transfer-Encoding': 'chunked' }, body: '0\r\n\r\n' }],
    ['slow: a body that does not come', 408, { headers: WRONG, body: '{', announced: 1000 }],
  ])('%s: %i', async (_, status, sent) => {
    const answer = await exchange(toText(sent))
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(answer).toMatch(/x-content-type-options: nosniff/i)
    expect(answer).not.toMatch(/x-hook-secret/i)
    expect(received).toEqual([])
    expect(asked).not.toContain('saveSecret')
  })

  it('oversized: chunks of more than 10 MB: 413', async () => {
    const head = `POST /webhooks/asana/${TOKEN} HTTP/1.1\r\nHost: x\r\nX-Hook-Signature: ${'0'.repeat(64)}\r\nTransfer-Encoding: chunked\r\n\r\n`
    const chunk = `100000\r\n${'x'.repeat(MB)}\r\n`
    expect(await exchange(head + chunk.repeat(11))).toMatch(/^HTTP\/1\.1 413 /)
  })

  it('malformed: no HTTP at all: 400', async () => {
    expect(await exchange('\u0016\u0003\u0001 hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /)
  })

  it('slow: headers that do not come: 408', async () => {
    expect(await exchange('POST /webhooks/asana/x HTTP/1.1\r\nHost: ')).toMatch(/^HTTP\/1\.1 408 /)
  })

  it('slow: nothing at all: cut', async () => {
    expect(await exchange('')).toMatch(/^(cut|HTTP\/1\.1 408 )/)
  })

  it('replayed: 200 each time, a hint to read again and no more', async () => {
    const text = toText({ body: BODY, headers: signed(BODY) })
    for (let time = 0; time < 3; time += 1) expect(await exchange(text)).toMatch(/^HTTP\/1\.1 200 /)
    expect(new Set(received.map((changes) => JSON.stringify(changes))).size).toBe(1)
  })

  it('anything while Redis is away: 503 at once, and come back in a minute', async () => {
    isDown = true
    const answer = await exchange(toText({ body: BODY, headers: signed(BODY) }))
    expect(answer).toMatch(/^HTTP\/1\.1 503 /)
    expect(answer).toMatch(/retry-after: 60/i)
    expect(asked).toEqual([])
  })

  it('a flood of forged requests: 404 to all of them, 200 to the genuine one among them', async () => {
    const forged = () => exchange(toText({ token: createToken(), body: BODY, headers: WRONG }))
    const flood = Array.from({ length: 40 }, forged)
    expect(await exchange(toText({ body: BODY, headers: signed(BODY) }))).toMatch(/^HTTP\/1\.1 200 /)
    for (const answer of await Promise.all(flood)) expect(answer).toMatch(/^HTTP\/1\.1 404 /)
    expect(asked.filter((what) => what === 'list').length).toBeLessThan(10)
  })
})
