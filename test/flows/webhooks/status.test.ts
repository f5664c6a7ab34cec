import { describe, expect, it } from 'vitest'
import type { Webhook, WebhookRecord } from '../../../src/flows/ports/index.ts'
import { isFailing, webhookStatus } from '../../../src/flows/webhooks/status.ts'
import { createToken, parseTargetToken, redactTokens, toTarget } from '../../../src/flows/webhooks/target-url.ts'

const now = new Date('2026-11-21T20:00:00Z')
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString()
const token = createToken()
const RECORD: WebhookRecord = {
  token,
  resourceGid: '1',
  kind: 'project',
  secret: 's',
  awaitingHandshake: false,
  createdAt: hoursAgo(100),
}
const publicUrl = 'https://us.example'
const WEBHOOK: Webhook = { gid: '9', resourceGid: '1', target: toTarget(publicUrl, token), active: true }

const evaluate = (webhook: Partial<Webhook>, record: Partial<WebhookRecord> | undefined) =>
  webhookStatus({ ...WEBHOOK, ...webhook }, record && { ...RECORD, lastDeliveryAt: hoursAgo(1), ...record }, {
    publicUrl,
    now,
  })

describe('the state of a webhook', () => {
  it.each<[string, Partial<Webhook>, Partial<WebhookRecord> | undefined, string]>([
    ['with a delivery within 8 hours', {}, {}, 'healthy'],
    ['just made, without a delivery yet', {}, { createdAt: hoursAgo(0), lastDeliveryAt: hoursAgo(50) }, 'healthy'],
    ['just made and shown as not active', { active: false }, {}, 'healthy'],
    ['without a record', {}, undefined, 'unknown'],
    ['with the record of another resource', {}, { resourceGid: '2' }, 'unknown'],
    ['at another address of this service', { target: toTarget('https://old.example', token) }, {}, 'wrong-url'],
    ['at an address that only begins alike', { target: toTarget(`${publicUrl}/deeper`, token) }, {}, 'wrong-url'],
    ['that fails since two hours', { failureDeletionAt: hoursAgo(-22), deliveryRetryCount: 4 }, {}, 'healthy'],
    ['that is deleted within 12 hours', { failureDeletionAt: hoursAgo(-11) }, {}, 'expiring'],
    ['switched off after a failure', { active: false, lastFailureAt: hoursAgo(1) }, {}, 'inactive'],
    [
      'that failed once and works again',
      { active: false, lastFailureAt: hoursAgo(2), lastSuccessAt: hoursAgo(1) },
      {},
      'healthy',
    ],
    ['with a delivery 9 hours ago', {}, { lastDeliveryAt: hoursAgo(8.9) }, 'healthy'],
    ['without a delivery for longer', {}, { lastDeliveryAt: hoursAgo(9.1) }, 'stale'],
  ])('%s', (_, webhook, record, state) => {
    expect(evaluate(webhook, record)).toBe(state)
  })

  it('whose secret cannot be read is no-secret', () => {
    const { secret: _, ...unread } = RECORD
    expect(webhookStatus(WEBHOOK, unread, { publicUrl, now })).toBe('no-secret')
  })

  it('is failing while Asana repeats a delivery', () => {
    expect(isFailing({ ...WEBHOOK, deliveryRetryCount: 1 })).toBe(true)
    expect(isFailing({ ...WEBHOOK, deliveryRetryCount: 0 })).toBe(false)
  })
})

describe('the address of a webhook', () => {
  it('is known by its token, under whatever PUBLIC_URL', () => {
    expect(parseTargetToken(toTarget('https://old.example/sub', token))).toBe(token)
  })

  it.each([
    `https://a.example/hooks/asana/${token}`,
    `https://a.example/webhooks/asana/${token}x`,
    `https://a.example/webhooks/asana/${token}?x=1`,
    'https://a.example/webhooks/asana/6f1e2d3c',
    'https://a.example/webhooks/asana/v2mom-short',
    `ftp://a.example/webhooks/asana/${token}`,
    '',
  ])('of another program is none of this service: %s', (target) => {
    expect(parseTargetToken(target)).toBeUndefined()
  })

  it('never shows its token to a reader', () => {
    expect(redactTokens(`no answer at ${toTarget(publicUrl, token)}.`)).toBe(
      'no answer at https://us.example/webhooks/asana/v2mom-[hidden].',
    )
  })
})
