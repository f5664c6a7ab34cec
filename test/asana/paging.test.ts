import { describe, expect, it } from 'vitest'
import { asana, failureOf, gateway, recordingRateLimiter, withoutNetwork } from './nock-gateway.ts'

withoutNetwork()

const STALE = { errors: [{ message: 'offset: Your pagination token is invalid.' }] }

/** Announces one page of a portfolio's items; `offset` is what it is asked with. */
function page(offset: string | undefined, gids: readonly string[], next: string | null) {
  const query = { limit: '100', ...(offset === undefined ? {} : { offset }) }
  const data = gids.map((gid) => ({ gid, name: `P${gid}`, resource_type: 'project' }))
  return asana()
    .get('/portfolios/5/items')
    .query(query)
    .reply(200, { data, next_page: next && { offset: next, path: '/x', uri: 'https://x.test' } })
}

async function readGids(): Promise<string[]> {
  const { projects } = await gateway().readPortfolioItems('5')
  return projects.map(({ gid }) => gid)
}

describe('a listing', () => {
  it('asks for pages of a hundred until there are no more', async () => {
    page(undefined, ['1', '2'], 'a')
    page('a', ['3'], 'b')
    page('b', ['4'], null)
    await expect(readGids()).resolves.toEqual(['1', '2', '3', '4'])
  })

  it('goes on after an empty page', async () => {
    page(undefined, ['1'], 'a')
    page('a', [], 'b')
    page('b', ['2'], null)
    await expect(readGids()).resolves.toEqual(['1', '2'])
  })

  it('starts again once when its page token ran out, without telling anything twice', async () => {
    page(undefined, ['1'], 'a')
    asana().get('/portfolios/5/items').query({ limit: '100', offset: 'a' }).reply(400, STALE)
    page(undefined, ['1'], 'b')
    page('b', ['2'], null)
    await expect(readGids()).resolves.toEqual(['1', '2'])
  })

  it('gives up when the page token runs out again', async () => {
    page(undefined, ['1'], 'a')
    page(undefined, ['1'], 'a')
    asana().get('/portfolios/5/items').query({ limit: '100', offset: 'a' }).twice().reply(400, STALE)
    await expect(readGids()).rejects.toMatchObject({ kind: 'bad-request' })
  })

  it('does not start again for another mistake', async () => {
    page(undefined, ['1'], 'a')
    const other = { errors: [{ message: 'limit: Must be between 1 and 100' }] }
    asana().get('/portfolios/5/items').query({ limit: '100', offset: 'a' }).reply(400, other)
    expect((await failureOf(gateway().readPortfolioItems('5'))).message).toContain('Must be between')
  })

  it('takes a place for each page and gives it back before the next', async () => {
    const rateLimiter = recordingRateLimiter()
    page(undefined, ['1'], 'a')
    page('a', ['2'], null)
    await gateway({ rateLimiter }).readPortfolioItems('5')
    expect(rateLimiter.log).toEqual(['take read', 'give back read', 'take read', 'give back read'])
  })

  it('is given up when it does not end', async () => {
    const next_page = { offset: 'a', path: '/x', uri: 'https://x.test' }
    asana().get('/portfolios/5/items').query(true).times(1000).reply(200, { data: [], next_page })
    await expect(readGids()).rejects.toMatchObject({
      kind: 'bad-request',
      message: expect.stringContaining('does not end'),
    })
  })
})
