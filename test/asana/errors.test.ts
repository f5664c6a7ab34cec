import type nock from 'nock'
import { describe, expect, it } from 'vitest'
import type { PortErrorKind } from '../../src/flows/ports/index.ts'
import { API, asana, failureOf, gateway, ORIGIN, recordingRateLimiter, withoutNetwork } from './nock-gateway.ts'

withoutNetwork()

const says = (message: string) => ({ errors: [{ message, help: 'For more information …' }] })

describe('a refusal becomes a PortError', () => {
  const cases: [status: number, kind: PortErrorKind][] = [
    [400, 'bad-request'],
    [401, 'unauthorized'],
    [402, 'payment-required'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [412, 'transient'],
    [424, 'transient'],
    [429, 'rate-limited'],
    [451, 'forbidden'],
    [500, 'transient'],
    [501, 'transient'],
    [502, 'transient'],
    [503, 'transient'],
    [504, 'transient'],
  ]
  it.each(cases)('%i is %s, in Asana’s own words', async (status, kind) => {
    asana().get('/tasks/12').query(true).reply(status, says('task: Not today'))
    const error = await failureOf(gateway().readTaskContent('12'))
    expect(error).toMatchObject({ name: 'PortError', kind, status, operation: 'readTaskContent 12' })
    expect(error.message).toBe(`readTaskContent 12: ${status} task: Not today`)
    expect(error.cause).toBeUndefined()
  })

  const bodies: [what: string, body: unknown, message: string][] = [
    [
      'several sentences',
      { errors: [{ message: 'a: Missing' }, { message: 'b: Missing' }] },
      '500 a: Missing; b: Missing',
    ],
    [
      'a phrase',
      { errors: [{ message: 'Server Error', phrase: '6 sad squid' }] },
      '500 Server Error (phrase: 6 sad squid)',
    ],
    ['a phrase alone', { errors: [{ phrase: '6 sad squid' }] }, '500 (phrase: 6 sad squid)'],
    ['a sentence and nothing', { errors: [{ message: 'Server Error', phrase: null }, {}] }, '500 Server Error'],
    ['an empty list', { errors: [] }, '500 Internal Server Error'],
    ['another shape', { errors: 'no' }, '500 Internal Server Error'],
    ['nothing', '', '500 Internal Server Error'],
  ]
  it.each(bodies)('tells of %s', async (_what, body, message) => {
    asana()
      .get('/users/me')
      .query(true)
      .reply(500, body as nock.Body)
    expect((await failureOf(gateway().readMe())).message).toBe(`readMe: ${message}`)
  })

  it('takes a page of the edge for what it is', async () => {
    asana().get('/users/me').query(true).reply(502, '<html>Bad gateway</html>', { 'content-type': 'text/html' })
    const error = await failureOf(gateway().readMe())
    expect(error).toMatchObject({ kind: 'transient', status: 502, message: 'readMe: 502 Bad Gateway' })
  })
})

describe('a rate limit', () => {
  const waits: [header: string | undefined, least: number, most: number][] = [
    ['3', 3_000, 3_000],
    ['0.25', 250, 250],
    [' 30 ', 30_000, 30_000],
    [undefined, 5_000, 6_000],
    ['', 5_000, 6_000],
    ['NaN', 5_000, 6_000],
    ['soon', 5_000, 6_000],
    ['0', 5_000, 6_000],
    ['-1', 5_000, 6_000],
  ]
  it.each(waits)('with Retry-After %j waits %i to %i ms', async (header, least, most) => {
    const headers = header === undefined ? {} : { 'retry-after': header }
    asana().get('/users/me').query(true).reply(429, says('hit a rate limit'), headers)
    const { retryAfterMs } = await failureOf(gateway().readMe())
    expect(retryAfterMs).toBeGreaterThanOrEqual(least)
    expect(retryAfterMs).toBeLessThanOrEqual(most)
  })

  it('blocks everybody before its place is free for the next', async () => {
    const rateLimiter = recordingRateLimiter()
    asana().put('/tasks/12').query(true).reply(429, says('hit a rate limit'), { 'retry-after': '7' })
    await failureOf(gateway({ rateLimiter }).updateTaskDescription('12', '<body/>'))
    expect(rateLimiter.log).toEqual(['take write', 'block 7000', 'give back write'])
  })

  it('is not repeated by the gateway', async () => {
    asana().get('/users/me').query(true).once().reply(429, says('hit a rate limit'))
    await expect(gateway().readMe()).rejects.toMatchObject({ kind: 'rate-limited' })
  })
})

describe('an answer that cannot be read', () => {
  it('is tried again later when it is not JSON, without a word of it', async () => {
    asana().get('/users/me').query(true).reply(200, '{"data": {"name": "Secret', { 'content-type': 'application/json' })
    const error = await failureOf(gateway().readMe())
    expect(error).toMatchObject({ kind: 'transient', message: 'readMe: the answer is not JSON' })
  })

  const unfit: [what: string, answer: object | string, place: string][] = [
    ['a task without its creation', { data: [{ gid: '1', modified_at: 'x' }] }, 'data.0.created_at'],
    ['a gid that is a number', { data: [{ gid: 7 }] }, 'data.0.gid'],
    ['an object for a list', { data: { gid: '1' } }, 'data'],
    ['no data', { sync: 'x' }, 'data'],
  ]
  it.each(unfit)('names the field of %s, not what stands there', async (_what, answer, place) => {
    asana().get('/projects/1/tasks').query(true).reply(200, answer)
    const error = await failureOf(gateway().readTasks('1'))
    expect(error.kind).toBe('transient')
    expect(error.message).toContain(`readTasks 1: unexpected answer at ${place}`)
  })

  it('is not taken for success when a page answers a write', async () => {
    asana().put('/tasks/12').query(true).reply(200, '<html>Sign in</html>', { 'content-type': 'text/html' })
    const error = await failureOf(gateway().updateTaskDescription('12', '<body/>'))
    expect(error).toMatchObject({ kind: 'transient', operation: 'updateTaskDescription 12' })
    expect(error.message).not.toContain('Sign in')
  })
})

describe('a request that never leaves', () => {
  it('fails as a PortError although the SDK throws at once', async () => {
    const rateLimiter = recordingRateLimiter()
    const error = await failureOf(gateway({ rateLimiter }).deleteWebhook(undefined as unknown as string))
    expect(error).toMatchObject({ kind: 'transient', operation: 'deleteWebhook' })
    expect(error.message).toContain("required parameter 'webhook_gid'")
    expect(rateLimiter.log).toEqual(['take write', 'give back write'])
  })
})

describe('every request', () => {
  it('asks with the token, at the given address', async () => {
    asana()
      .get('/users/me')
      .matchHeader('authorization', /^Bearer \S+$/)
      .query({ opt_fields: 'name,workspaces.name' })
      .reply(200, { data: { gid: '9' } })
    await expect(gateway({ baseUrl: `${ORIGIN}${API}/` }).readMe()).resolves.toEqual({
      gid: '9',
      name: '',
      workspaces: [],
    })
  })
})
