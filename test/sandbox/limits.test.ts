import { describe, expect, it } from 'vitest'
import { createLimits } from '../../src/sandbox/limits.ts'
import { startWorld } from './client.ts'

describe('requests a minute', () => {
  it('beyond the limit are refused with the seconds to wait', async () => {
    await using at = await startWorld({ requestsPerMinute: 2 })
    const statuses = []
    for (let n = 0; n < 3; n += 1) statuses.push((await at.api.get('/users/me')).status)
    expect(statuses).toEqual([200, 200, 429])
    const answer = await at.api.get('/users/me')
    expect(answer.message).toBe(
      "You've made too many requests and hit a rate limit. Please retry after the given amount of time.",
    )
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await at.as('maya').get('/users/me')).status).toBe(200)
  })

  it('are told again when the window has moved on; refused ones count', () => {
    let now = 0
    const limits = createLimits(2, () => now)
    const ask = () => limits.enter('bot', 1, 0)
    expect([ask(), ask()]).toEqual([{ leave: expect.any(Function) }, { leave: expect.any(Function) }])
    now = 10_000
    expect(ask()).toEqual({ retryAfter: 50 })
    now = 60_000
    expect(ask()).toEqual({ leave: expect.any(Function) })
    expect(ask()).toEqual({ retryAfter: 10 })
  })
})

describe('requests at a time', () => {
  it.each([
    ['reads', 50, [1, 0]],
    ['writes', 15, [0, 1]],
  ] as const)('%s: %i', (_, most, [reads, writes]) => {
    const limits = createLimits(1500)
    const places = Array.from({ length: most }, () => limits.enter('bot', reads, writes))
    expect(places.every((place) => 'leave' in place)).toBe(true)
    expect(limits.enter('bot', reads, writes)).toEqual({ retryAfter: 1 })
    expect(limits.enter('bot', writes, reads)).toHaveProperty('leave')
    expect(limits.enter('maya', reads, writes)).toHaveProperty('leave')
    const [first] = places
    if (first && 'leave' in first) first.leave()
    expect(limits.enter('bot', reads, writes)).toHaveProperty('leave')
  })

  it('can be made scarce for a while', () => {
    const limits = createLimits(1500)
    limits.setPlaces({ reads: 1, writes: 1 })
    expect(limits.enter('bot', 1, 0)).toHaveProperty('leave')
    expect(limits.enter('bot', 1, 0)).toEqual({ retryAfter: 1 })
    limits.setPlaces()
    expect(limits.enter('bot', 1, 0)).toHaveProperty('leave')
  })

  it('hold over HTTP', async () => {
    await using at = await startWorld()
    at.sandbox.faults.add({ kind: 'slow', delayMs: 300, times: 15 })
    const post = () => at.api.post('/tasks', { workspace: at.workspace, name: 'x' })
    const answers = await Promise.all(Array.from({ length: 16 }, post))
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array.from({ length: 15 }, () => 201), 429])
  })
})
