import { describe, expect, it } from 'vitest'
import { announce, gateway, withoutNetwork } from './nock-gateway.ts'

withoutNetwork()

describe('the items of a portfolio', () => {
  it('are projects and nested portfolios, told apart', async () => {
    announce('/portfolios/5/items', [
      { gid: '1', name: 'Fairs', resource_type: 'project' },
      { gid: '2', name: 'Europe', resource_type: 'portfolio' },
      { gid: '3', name: 'Talks', resource_type: 'project' },
    ])
    await expect(gateway().readPortfolioItems('5')).resolves.toStrictEqual({
      projects: [
        { gid: '1', name: 'Fairs' },
        { gid: '3', name: 'Talks' },
      ],
      portfolios: [{ gid: '2', name: 'Europe' }],
    })
  })
})
