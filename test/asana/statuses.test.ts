import { describe, expect, it } from 'vitest'
import { announce, asana, gateway, withoutNetwork } from './nock-gateway.ts'

withoutNetwork()

const AT = '2026-11-02T08:00:00.000Z'
const LATER = '2026-11-09T08:00:00.000Z'

describe('a status update', () => {
  const bot = { gid: '9', name: 'Bot' }
  const status = { gid: '6', status_type: 'at_risk', title: 'Week 47', created_at: AT }
  const signed = '<body>Should I worry?\n— asana-v2mom · week 2026-W47</body>'
  const cases: [what: string, said: object, isOurs: boolean][] = [
    ['written and signed by us', { author: bot, html_text: signed }, true],
    ['written by our user without our signature', { author: bot, html_text: '<body>All well</body>' }, false],
    ['signed by somebody else', { author: { gid: '8' }, html_text: signed }, false],
    ['signed by nobody', { author: null, html_text: signed }, false],
    ['empty', { author: bot, html_text: null }, false],
  ]
  it.each(cases)('%s', async (_what, said, isOurs) => {
    announce('/status_updates/6', { ...status, ...said })
    if ('html_text' in said && said.html_text === signed) announce('/users/me', bot)
    await expect(gateway().readStatus('6')).resolves.toMatchObject({ gid: '6', type: 'at_risk', isOurs })
  })

  it('comes newest first, and who we are is asked only once', async () => {
    const ours = { author: bot, html_text: signed }
    announce('/status_updates', [
      { ...status, ...ours, gid: '1' },
      { ...status, ...ours, gid: '2', created_at: LATER },
    ])
    announce('/users/me', bot)
    const statuses = await gateway().readStatuses('5', AT)
    expect(statuses.map(({ gid, isOurs }) => [gid, isOurs])).toEqual([
      ['2', true],
      ['1', true],
    ])
  })

  it('asks again who we are when that failed', async () => {
    announce('/status_updates/6', { ...status, author: bot, html_text: signed })
    announce('/status_updates/6', { ...status, author: bot, html_text: signed })
    asana().get('/users/me').query(true).reply(500)
    announce('/users/me', bot)
    const gate = gateway()
    await expect(gate.readStatus('6')).rejects.toMatchObject({ kind: 'transient' })
    await expect(gate.readStatus('6')).resolves.toMatchObject({ isOurs: true })
  })
})
