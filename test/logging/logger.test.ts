import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { PortError } from '../../src/flows/ports/index.ts'
import { createToken } from '../../src/flows/webhooks/target-url.ts'
import { createLog } from '../../src/logging/logger.ts'
import { collectLog } from '../support/log-lines.ts'

describe('createLog', () => {
  it('writes one JSON line with level, time, message and fields', () => {
    const { log, lines } = collectLog()
    log.child({ projectGid: '1201' }).info({ writes: 2 }, 'Refreshed')
    expect(lines).toEqual([
      { level: 'info', time: expect.any(String), projectGid: '1201', writes: 2, msg: 'Refreshed' },
    ])
    expect(String(lines[0]?.['time'])).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
  })

  it('is silent below its level', () => {
    const { log, lines } = collectLog('warn')
    log.info('not this')
    log.warn('this')
    expect(lines.map(({ msg }) => msg)).toEqual(['this'])
  })

  it('writes lines for people when asked', () => {
    const printed: string[] = []
    createLog({ level: 'info', pretty: true, stream: { write: (line) => void printed.push(line) } }).info(
      { n: 1 },
      'Hello',
    )
    expect(printed.join('')).toMatch(/^\[\d\d:\d\d:\d\d\] INFO: Hello \{"n":1\}\n$/)
  })

  it.each([
    ['authorization', { headers: { authorization: 'Bearer hush' } }],
    ['authorization, whatever its case', { headers: { Authorization: 'hush' } }],
    ['cookies', { headers: { cookie: 'hush', 'set-cookie': ['hush'] } }],
    ['webhook headers', { 'x-hook-secret': 'hush', 'X-Hook-Signature': 'hush' }],
    ['tokens', { token: 'hush', accessToken: 'hush', API_TOKEN: 'hush' }],
    ['secrets and passwords', { hook: { secret: 'hush', password: 'hush' } }],
    ['people’s texts', { write: { html: 'hush', notes: 'hush', html_notes: 'hush', htmlText: 'hush' } }],
    ['a secret in a list', { webhooks: [{ secret: 'hush' }] }],
    ['a bearer token in a text', { detail: 'sent Authorization: Bearer hush' }],
    ['a bearer token in an error', { err: new Error('failed with Bearer hush') }],
    [
      'the cause of an error',
      { err: new Error('outer', { cause: Object.assign(new Error('in'), { token: 'hush' }) }) },
    ],
    ['the request on an error', { e: Object.assign(new Error('x'), { response: { req: { header: 'hush' } } }) }],
    ['errors in an AggregateError', { err: new AggregateError([Object.assign(new Error('x'), { auth: 'hush' })]) }],
    ['what is not plain data', { req: Object.assign(new IncomingMessage(new Socket()), { url: '/hush' }) }],
    ['what lies too deep', { a: { b: { c: { d: { e: { f: { g: 'hush' } } } } } } }],
  ])('hides %s', (_, fields) => {
    const { log, text } = collectLog()
    log.info(fields, 'Something happened')
    log.child(fields).info('Something else happened')
    expect(text()).toContain('Something else happened')
    expect(text()).not.toContain('hush')
  })

  it('hides the address of a webhook, wherever it stands', () => {
    const { log, text } = collectLog()
    const token = createToken()
    log.warn({ detail: `at https://us.example/webhooks/asana/${token}!`, err: new Error(token) }, 'Refused')
    expect(text()).not.toContain(token)
    expect(text()).toContain('v2mom-[hidden]!')
  })

  it('lets no secret of the configuration out, not even in a message or the name of a field', () => {
    const printed: string[] = []
    const stream = { write: (line: string) => void printed.push(line) }
    const log = createLog({ level: 'info', pretty: false, stream, hide: ['hush"hush"', 'abc'] })
    log.info({ 'hush"hush"': ['a hush"hush"'] }, 'Say hush"hush", abc')
    expect(JSON.parse(printed.join(''))).toMatchObject({ '[hidden]': ['a [hidden]'], msg: 'Say [hidden], abc' })
  })

  it('does not let foreign text play with the terminal of whoever reads along', () => {
    const printed: string[] = []
    const stream = { write: (line: string) => void printed.push(line) }
    const log = createLog({ level: 'info', pretty: true, stream })
    const name = 'a\u001b[2Jb\u009b2Jc\u0007d\u202ee\bf\\u001b C:\\bin'
    log.info({ name, err: new Error(name) }, name)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    expect(printed.join('')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
    expect(printed.join('')).toContain('C:\\bin')
  })

  it('tells type, message, stack and the fields of our own errors', () => {
    const { log, lines } = collectLog()
    log.error(new PortError('rate-limited', 'updateTask 1201', 'slow down', { status: 429, retryAfterMs: 3000 }))
    expect(lines[0]).toMatchObject({
      level: 'error',
      msg: 'updateTask 1201: slow down',
      err: {
        type: 'PortError',
        message: 'updateTask 1201: slow down',
        kind: 'rate-limited',
        operation: 'updateTask 1201',
        status: 429,
        retryAfterMs: 3000,
        stack: expect.stringContaining('logger.test.ts'),
      },
    })
  })

  it('keeps plain data as it is', () => {
    const { log, lines } = collectLog()
    const fields = { at: new Date('2026-11-23T08:00:00Z'), list: [1, 'a', null, true], nested: { gid: '1' }, big: 10n }
    log.info(fields, 'Data')
    expect(lines[0]).toMatchObject({ ...fields, at: '2026-11-23T08:00:00.000Z', big: '10' })
  })
})
