import { describe, expect, it } from 'vitest'
import type { Hook, Webhook } from '../../../src/flows/ports/index.ts'
import { isFailing, judgeWebhook } from '../../../src/flows/webhooks/status.ts'
import { createToken, tokenOf, toTarget, withoutTokens } from '../../../src/flows/webhooks/target-url.ts'

const now = new Date('2026-11-21T20:00:00Z')
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString()
const token = createToken()
const HOOK: Hook = { token, resourceGid: '1', kind: 'project', secret: 's', expecting: false, openedAt: hoursAgo(100) }
const publicUrl = 'https://us.example'
const WEBHOOK: Webhook = { gid: '9', resourceGid: '1', target: toTarget(publicUrl, token), active: true }

const judge = (webhook: Partial<Webhook>, hook: Partial<Hook> | undefined) =>
  judgeWebhook({ ...WEBHOOK, ...webhook }, hook && { ...HOOK, heardAt: hoursAgo(1), ...hook }, { publicUrl, now })

describe('a registration', () => {
  it.each<[string, Partial<Webhook>, Partial<Hook> | undefined, string]>([
    ['that was heard within 8 hours', {}, {}, 'good'],
    ['just made, not heard yet', {}, { openedAt: hoursAgo(0), heardAt: hoursAgo(50) }, 'good'],
    ['just made and shown as not active', { active: false }, {}, 'good'],
    ['that nothing is remembered of', {}, undefined, 'forgotten'],
    ['remembered for another resource', {}, { resourceGid: '2' }, 'forgotten'],
    ['at another address of ours', { target: toTarget('https://old.example', token) }, {}, 'elsewhere'],
    ['at an address that only begins alike', { target: toTarget(`${publicUrl}/deeper`, token) }, {}, 'elsewhere'],
    ['that fails since two hours', { failureDeletionAt: hoursAgo(-22), deliveryRetryCount: 4 }, {}, 'good'],
    ['that is deleted within 12 hours', { failureDeletionAt: hoursAgo(-11) }, {}, 'dying'],
    ['switched off after a failure', { active: false, lastFailureAt: hoursAgo(1) }, {}, 'inactive'],
    [
      'that failed once and works again',
      { active: false, lastFailureAt: hoursAgo(2), lastSuccessAt: hoursAgo(1) },
      {},
      'good',
    ],
    ['heard 9 hours ago', {}, { heardAt: hoursAgo(8.9) }, 'good'],
    ['not heard for longer', {}, { heardAt: hoursAgo(9.1) }, 'silent'],
  ])('%s', (_, webhook, hook, state) => {
    expect(judge(webhook, hook)).toBe(state)
  })

  it('whose secret cannot be read is as good as lost', () => {
    const { secret: _, ...unread } = HOOK
    expect(judgeWebhook(WEBHOOK, unread, { publicUrl, now })).toBe('no-secret')
  })

  it('fails while Asana repeats a delivery', () => {
    expect(isFailing({ ...WEBHOOK, deliveryRetryCount: 1 })).toBe(true)
    expect(isFailing({ ...WEBHOOK, deliveryRetryCount: 0 })).toBe(false)
  })
})

describe('an address', () => {
  it('is ours, whatever service and life it belongs to', () => {
    expect(tokenOf(toTarget('https://old.example/sub', token))).toBe(token)
  })

  it.each([
    `https://a.example/hooks/asana/${token}`,
    `https://a.example/webhooks/asana/${token}x`,
    `https://a.example/webhooks/asana/${token}?x=1`,
    'https://a.example/webhooks/asana/6f1e2d3c',
    'https://a.example/webhooks/asana/v2mom-short',
    `ftp://a.example/webhooks/asana/${token}`,
    '',
  ])('of somebody else is left alone: %s', (target) => {
    expect(tokenOf(target)).toBeUndefined()
  })

  it('never shows its token to a reader', () => {
    expect(withoutTokens(`no answer at ${toTarget(publicUrl, token)}.`)).toBe(
      'no answer at https://us.example/webhooks/asana/v2mom-[hidden].',
    )
  })
})
