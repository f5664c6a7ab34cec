import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { AsanaEvent, WebhookReader, WebhookRecord } from '../../../src/flows/ports/index.ts'
import { createToken } from '../../../src/flows/webhooks/target-url.ts'
import type { WebhookDeps } from '../../../src/http/webhooks/endpoint.ts'
import type { WebhookOutcome } from '../../../src/http/webhooks/outcomes.ts'
import { sign } from '../../../src/http/webhooks/signature.ts'
import { type Served, serve } from '../../support/http.ts'
import { collectLog } from '../../support/log-lines.ts'
import { TYPED } from './typed-event.ts'

const SECRET = 'a-secret-of-asana'
const [TOKEN, OTHER_TOKEN, THIRD_TOKEN, STRANGE_TOKEN] = [createToken(), createToken(), createToken(), createToken()]
const createdAt = '2026-11-21T07:00:00.000Z'
const KNOWN: WebhookRecord = {
  token: TOKEN,
  resourceGid: '1001',
  kind: 'project',
  secret: SECRET,
  awaitingHandshake: false,
  createdAt,
}
const OPEN: WebhookRecord = {
  token: OTHER_TOKEN,
  resourceGid: '1002',
  kind: 'project',
  awaitingHandshake: true,
  createdAt,
}
const CLOSED: WebhookRecord = {
  token: THIRD_TOKEN,
  resourceGid: '1003',
  kind: 'portfolio',
  awaitingHandshake: false,
  createdAt,
}

/** The registrations of OPEN alone, some of whose verbs behave as told. */
function webhooksWith(methods: Partial<WebhookReader>): WebhookReader {
  const none = { saveSecret: async () => false, touch: async () => {} }
  return { ...none, read: async () => OPEN, readTokens: async () => new Set([TOKEN, OTHER_TOKEN]), ...methods }
}

describe('POST /webhooks/asana/:token', () => {
  const opened: Served[] = []
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close()
  })

  async function start(wishes: Partial<WebhookDeps> = {}, requestTimeoutMs = 15_000) {
    const webhooks = new Map([KNOWN, OPEN, CLOSED].map((webhook) => [webhook.token, webhook]))
    const received: { webhook: WebhookRecord; events: readonly AsanaEvent[] }[] = []
    const outcomes: WebhookOutcome[] = []
    const deliveries: { token: string; at: string }[] = []
    const logged = collectLog()
    const known: WebhookDeps = {
      webhooks: {
        read: async (token) => webhooks.get(token),
        readTokens: async () => new Set(webhooks.keys()),
        touch: async (token, at) => void deliveries.push({ token, at }),
        async saveSecret(token, secret) {
          const webhook = webhooks.get(token)
          if (!webhook?.awaitingHandshake || webhook.secret !== undefined) return false
          webhooks.set(token, { ...webhook, secret, awaitingHandshake: false })
          return true
        },
      },
      receive: async (webhook, events) => void received.push({ webhook, events }),
      log: logged.log,
      clock: () => new Date('2026-11-21T08:00:00Z'),
      pollIntervalMs: 1,
      count: (outcome) => void outcomes.push(outcome),
      timeoutMs: 50,
      ...wishes,
    }
    const served = await serve({ webhooks: known }, { requestTimeoutMs, headersTimeoutMs: requestTimeoutMs })
    opened.push(served)
    const post = (token: string, body: string | Buffer<ArrayBuffer>, headers: Record<string, string> = {}) =>
      fetch(`${served.url}/webhooks/asana/${token}`, { method: 'POST', body, headers })
    const deliver = (body: string | Buffer<ArrayBuffer>, token = TOKEN) =>
      post(token, body, { 'X-Hook-Signature': sign(SECRET, Buffer.from(body)) })
    return { served, webhooks, received, outcomes, deliveries, logged, post, deliver }
  }

  it('takes a delivery: 200, and the changes are handed on', async () => {
    const { deliver, received, outcomes } = await start()
    const response = await deliver(JSON.stringify({ events: [TYPED] }))
    expect(response.status).toBe(200)
    expect(received).toEqual([
      {
        webhook: KNOWN,
        events: [
          {
            userGid: '31',
            action: 'changed',
            resourceGid: '2001',
            resourceType: 'task',
            field: 'custom_fields',
            newValueGid: '501',
          },
        ],
      },
    ])
    expect(outcomes).toEqual(['delivery'])
  })

  it('names the field that a project was given', async () => {
    const { deliver, received } = await start()
    const change = { field: 'custom_field_settings', action: 'added', added_value: { gid: '501' } }
    await deliver(JSON.stringify({ events: [{ ...TYPED, change }] }))
    expect(received[0]?.events).toMatchObject([{ field: 'custom_field_settings', addedValueGid: '501' }])
  })

  it.each([
    [
      'unknown types and members',
      { ...TYPED, action: 'sparkled', resource: { gid: '1', resource_type: 'unicorn' }, x: 1 },
    ],
    ['a user of null', { ...TYPED, user: null }],
    ['nothing at all', {}],
    ['members of the wrong type', { action: 1, user: 'x', resource: [], parent: 7, change: 'y', type: {} }],
  ])('takes an event with %s', async (_, event) => {
    const { deliver, received } = await start()
    expect((await deliver(JSON.stringify({ events: [event] }))).status).toBe(200)
    expect(received[0]?.events).toHaveLength(1)
    for (const value of Object.values(received[0]?.events[0] ?? {})) expect(value).toBeTypeOf('string')
  })

  it('takes the older name of the type', async () => {
    const { deliver, received } = await start()
    const event = {
      action: 'added',
      type: 'story',
      resource: { gid: '7' },
      parent: { gid: '2001', resource_type: 'task' },
    }
    await deliver(JSON.stringify({ events: [event] }))
    expect(received[0]?.events).toEqual([{ action: 'added', resourceGid: '7', resourceType: 'story' }])
  })

  it('skips events that are no objects and keeps the others', async () => {
    const { deliver, received } = await start()
    expect((await deliver(JSON.stringify({ events: [null, 'x', 3, [TYPED], TYPED] }))).status).toBe(200)
    expect(received[0]?.events).toHaveLength(1)
  })

  it.each([
    ['an empty list of events', '{"events":[]}'],
    ['no list of events', '{}'],
    ['JSON that is no object', '[]'],
    ['null', 'null'],
  ])('answers a heartbeat with 200 and hands nothing on: %s', async (_, body) => {
    const { deliver, received, outcomes } = await start()
    expect((await deliver(body)).status).toBe(200)
    expect(received).toEqual([])
    expect(outcomes).toEqual(['heartbeat'])
  })

  it('verifies the bytes as they came, whatever they are', async () => {
    const { deliver, received } = await start()
    const body = Buffer.concat([
      Buffer.from('{ "events" :\n[{"action":"changed","x":"'),
      Buffer.from([0xff, 0xc3]),
      Buffer.from('"}]}'),
    ])
    expect((await deliver(body)).status).toBe(200)
    expect(received).toHaveLength(1)
  })

  it('takes large deliveries', async () => {
    const { deliver, received } = await start()
    const events = Array.from({ length: 20_000 }, () => TYPED)
    expect((await deliver(JSON.stringify({ events }))).status).toBe(200)
    expect(received[0]?.events).toHaveLength(20_000)
  })

  it('stores the secret of an expected handshake before it answers with the same header', async () => {
    const { post, webhooks, deliver, outcomes } = await start()
    const response = await post(OTHER_TOKEN, '{}', { 'X-Hook-Secret': SECRET })
    expect(response.status).toBe(200)
    expect(response.headers.get('x-hook-secret')).toBe(SECRET)
    expect(webhooks.get(OTHER_TOKEN)?.secret).toBe(SECRET)
    expect((await deliver('{"events":[]}', OTHER_TOKEN)).status).toBe(200)
    expect(outcomes).toEqual(['handshake', 'heartbeat'])
  })

  it('refuses a second handshake with 401 and keeps the first secret', async () => {
    const { post, webhooks } = await start()
    await post(OTHER_TOKEN, '', { 'X-Hook-Secret': SECRET })
    const response = await post(OTHER_TOKEN, '', { 'X-Hook-Secret': 'of an intruder' })
    expect(response.status).toBe(401)
    expect(response.headers.has('x-hook-secret')).toBe(false)
    expect(webhooks.get(OTHER_TOKEN)?.secret).toBe(SECRET)
  })

  it.each([
    ['the webhook has its secret already', TOKEN],
    ['no registration is open', THIRD_TOKEN],
  ])('refuses a handshake with 401 when %s', async (_, token) => {
    const { post, webhooks, outcomes } = await start()
    const before = webhooks.get(token)
    const response = await post(token, '', { 'X-Hook-Secret': 'of an intruder' })
    expect(response.status).toBe(401)
    expect(response.headers.has('x-hook-secret')).toBe(false)
    expect(webhooks.get(token)).toEqual(before)
    expect(outcomes).toEqual(['handshake-refused'])
  })

  it('refuses a handshake with 401 when another one came first', async () => {
    const { post } = await start({ webhooks: webhooksWith({ saveSecret: async () => false }) })
    expect((await post(OTHER_TOKEN, '', { 'X-Hook-Secret': SECRET })).status).toBe(401)
  })

  it('answers 404 for an unknown token, whatever is sent', async () => {
    const { post, deliver, outcomes, received } = await start()
    expect((await post(STRANGE_TOKEN, '', { 'X-Hook-Secret': SECRET })).status).toBe(404)
    const response = await deliver('{"events":[]}', STRANGE_TOKEN)
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({ errors: [{ message: 'Unknown webhook.', code: 'unknown-token' }] })
    expect(outcomes).toEqual(['unknown-token', 'unknown-token'])
    expect(received).toEqual([])
  })

  it.each([
    ['is missing', {}],
    ['is empty', { 'X-Hook-Signature': '' }],
    ['is no hex', { 'X-Hook-Signature': 'x'.repeat(64) }],
    ['belongs to another secret', { 'X-Hook-Signature': sign('other', Buffer.from('{"events":[{}]}')) }],
    ['belongs to other bytes', { 'X-Hook-Signature': sign(SECRET, Buffer.from('{"events":[]}')) }],
    ['comes with an empty handshake', { 'X-Hook-Secret': '' }],
  ])('answers 401 when the signature %s', async (_, headers) => {
    const { post, received, outcomes } = await start()
    expect((await post(TOKEN, '{"events":[{}]}', headers)).status).toBe(401)
    expect(received).toEqual([])
    expect(outcomes).toEqual(['bad-signature'])
  })

  it('answers 401 while a webhook has no secret to verify with', async () => {
    const { deliver } = await start()
    expect((await deliver('{"events":[]}', THIRD_TOKEN)).status).toBe(401)
  })

  it.each([['{"events":['], ['']])('answers 400 when the signed body is not JSON: "%s"', async (body) => {
    const { deliver, outcomes } = await start()
    expect((await deliver(body)).status).toBe(400)
    expect(outcomes).toEqual(['not-json'])
  })

  it('verifies the signature before it parses the body', async () => {
    const { post } = await start()
    expect((await post(TOKEN, '{"events":[')).status).toBe(401)
  })

  const LIMIT = 10 * 1024 * 1024

  it('takes a body of exactly 10 MB', async () => {
    const { deliver } = await start()
    expect((await deliver(`{"events":[]}${' '.repeat(LIMIT - 13)}`)).status).toBe(200)
  })

  it('answers 413 for a larger body, even a signed one', async () => {
    const { deliver, outcomes } = await start()
    expect((await deliver(`{"events":[]}${' '.repeat(LIMIT - 12)}`)).status).toBe(413)
    expect(outcomes).toEqual(['too-large'])
  })

  it('answers 413 for a larger body that does not tell its length', async () => {
    const { served } = await start()
    const chunk = new Uint8Array(1024 * 1024)
    let sent = 0
    const body = new ReadableStream({
      pull(controller) {
        sent += chunk.length
        controller.enqueue(chunk)
        if (sent > LIMIT) controller.close()
      },
    })
    const headers = { 'X-Hook-Signature': '0'.repeat(64) }
    const options = { method: 'POST', body, headers, duplex: 'half' } as RequestInit
    const response = await fetch(`${served.url}/webhooks/asana/${TOKEN}`, options)
    expect(response.status).toBe(413)
  })

  it('answers 413 as soon as the announced length is too large', async () => {
    const { served } = await start()
    const socket = connect(served.port, '127.0.0.1')
    socket.write(
      `POST /webhooks/asana/${TOKEN} HTTP/1.1\r\nHost: x\r\nX-Hook-Signature: ${'0'.repeat(64)}\r\nContent-Length: ${LIMIT + 1}\r\n\r\n`,
    )
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 413 /)
    socket.destroy()
  })

  it('gives up on a body that comes too slowly', async () => {
    const { served, outcomes, received } = await start({}, 200)
    const socket = connect(served.port, '127.0.0.1')
    socket.write(
      `POST /webhooks/asana/${TOKEN} HTTP/1.1\r\nHost: x\r\nX-Hook-Signature: ${'0'.repeat(64)}\r\nContent-Length: 100\r\n\r\n{`,
    )
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 408 /)
    await once(socket, 'close')
    await expect.poll(() => outcomes).toEqual(['aborted'])
    expect(received).toEqual([])
  })

  it('survives a sender that hangs up in the middle', async () => {
    const { served, outcomes, deliver } = await start()
    const socket = connect(served.port, '127.0.0.1')
    const request = `POST /webhooks/asana/${TOKEN} HTTP/1.1\r\nHost: x\r\nX-Hook-Signature: ${'0'.repeat(64)}\r\nContent-Length: 100\r\n\r\n{`
    socket.write(request, () => socket.destroy())
    await expect.poll(() => outcomes).toEqual(['aborted'])
    expect((await deliver('{"events":[]}')).status).toBe(200)
  })

  const fails = () => Promise.reject(new Error('connect ECONNREFUSED'))
  const hangs = () => new Promise<never>(() => {})
  it.each([
    ['the webhook cannot be read', { webhooks: webhooksWith({ read: fails }) }],
    ['reading the webhook hangs', { webhooks: webhooksWith({ read: hangs }) }],
    ['the changes cannot be stored', { receive: fails }],
    ['storing the changes hangs', { receive: hangs }],
  ])('answers a delivery with 503 when %s', async (_, wishes) => {
    const { deliver, outcomes } = await start(wishes)
    const response = await deliver(JSON.stringify({ events: [TYPED] }))
    expect(response.status).toBe(503)
    expect(await response.json()).toEqual({
      errors: [{ message: expect.stringContaining('Try again'), code: 'unavailable' }],
    })
    expect(outcomes).toEqual(['unavailable'])
  })

  it.each([
    ['fails', fails],
    ['hangs', hangs],
  ])('answers a handshake with 503 and without the header when storing the secret %s', async (_, saveSecret) => {
    const { post } = await start({ webhooks: webhooksWith({ saveSecret }) })
    const response = await post(OTHER_TOKEN, '', { 'X-Hook-Secret': SECRET })
    expect(response.status).toBe(503)
    expect(response.headers.has('x-hook-secret')).toBe(false)
  })

  it.each<[string, string]>([
    ['a delivery', TOKEN],
    ['a handshake', OTHER_TOKEN],
    ['an unknown token', STRANGE_TOKEN],
  ])('answers %s with 503 at once while Redis is known to be away, and tries nothing', async (_, token) => {
    const asked: string[] = []
    const ask = (what: string) => async () => {
      asked.push(what)
      throw new Error('Redis is asked')
    }
    const webhooks = { read: ask('read'), readTokens: ask('list'), saveSecret: ask('saveSecret'), touch: ask('touch') }
    const { post, deliver } = await start({ webhooks, receive: ask('store'), isDown: () => true })
    expect((await deliver(JSON.stringify({ events: [TYPED] }), token)).status).toBe(503)
    const response = await post(token, '', { 'X-Hook-Secret': SECRET })
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('60')
    expect(asked).toEqual([])
  })

  it('records a delivery, with events or without, but once in ten minutes', async () => {
    const { deliver, deliveries } = await start()
    await deliver('{"events":[]}')
    await deliver(JSON.stringify({ events: [TYPED] }))
    expect(deliveries).toEqual([{ token: TOKEN, at: '2026-11-21T08:00:00.000Z' }])
  })

  it('records no forged delivery', async () => {
    const { post, deliveries } = await start()
    await post(TOKEN, '{"events":[]}', { 'X-Hook-Signature': '0'.repeat(64) })
    expect(deliveries).toEqual([])
  })

  it('answers a forged delivery without a signature before its body has come', async () => {
    const { served } = await start()
    const socket = connect(served.port, '127.0.0.1')
    socket.write(`POST /webhooks/asana/${TOKEN} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n`)
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 401 /)
    socket.destroy()
  })

  it.each([
    ['deeply nested', `{"events":[{"resource":${'['.repeat(100_000)}${']'.repeat(100_000)}}]}`],
    [
      'out to change what objects are',
      '{"events":[{"__proto__":{"polluted":1},"resource":{"__proto__":{"polluted":1}}}]}',
    ],
    ['full of members', `{"events":[{${Array.from({ length: 50_000 }, (_, n) => `"k${n}":1`).join()}}]}`],
  ])('takes a signed delivery that is %s, and nothing comes of it', async (_, body) => {
    const { deliver, received } = await start()
    expect((await deliver(body)).status).toBe(200)
    expect(received[0]?.events).toEqual([{ action: '', resourceGid: '', resourceType: '' }])
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  it('sends protective headers with every answer', async () => {
    const { post, deliver } = await start()
    const answers = [
      await deliver('{"events":[]}'),
      await deliver('not json'),
      await post(TOKEN, '{}'),
      await post(STRANGE_TOKEN, '{}'),
      await post(OTHER_TOKEN, '', { 'X-Hook-Secret': SECRET }),
      await post(TOKEN, '', { 'X-Hook-Secret': SECRET }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 401, 404, 200, 401])
    for (const { headers } of answers) {
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.has('x-powered-by')).toBe(false)
    }
  })

  it('logs neither secrets, tokens nor bodies', async () => {
    const { post, deliver, logged } = await start()
    await post(OTHER_TOKEN, 'in-the-body', { 'X-Hook-Secret': SECRET })
    await post(TOKEN, 'in-the-body', { 'X-Hook-Secret': 'other-secret', 'X-Hook-Signature': 'some-signature' })
    await deliver(JSON.stringify({ events: [{ ...TYPED, note: 'in-the-body' }] }))
    await deliver('in-the-body')
    await deliver('{}', STRANGE_TOKEN)
    expect(logged.lines.map(({ msg }) => msg)).toEqual([
      'Webhook handshake accepted',
      'Webhook handshake rejected: none is expected',
      'Webhook delivery accepted',
      'Webhook delivery rejected',
      'Webhook request rejected: unknown token',
    ])
    expect(logged.text()).not.toMatch(/a-secret-of-asana|other-secret|some-signature|in-the-body|v2mom-/)
  })

  it.each(['GET', 'PUT', 'DELETE'])('answers %s with 404', async (method) => {
    const { served } = await start()
    expect((await fetch(`${served.url}/webhooks/asana/${TOKEN}`, { method })).status).toBe(404)
  })

  it('answers 404 while the service polls and has no receiver', async () => {
    const served = await serve()
    opened.push(served)
    const response = await fetch(`${served.url}/webhooks/asana/${TOKEN}`, { method: 'POST', body: '{}' })
    expect(response.status).toBe(404)
  })
})
