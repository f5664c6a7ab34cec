import { describe, expect, it } from 'vitest'
import { announce, asana, gateway, withoutNetwork } from './nock-gateway.ts'

withoutNetwork()

const AT = '2026-11-02T08:00:00.000Z'
const LATER = '2026-11-09T08:00:00.000Z'

describe('a webhook', () => {
  it('is created with the secret that stands beside the data', async () => {
    const filters = [{ resource_type: 'task', action: 'changed', fields: ['name'] }]
    asana()
      .post('/webhooks', { data: { resource: '5', target: 'https://us.test/x', filters } })
      .query(true)
      .reply(201, { data: { gid: '70' }, 'X-Hook-Secret': 'hush' })
    const created = await gateway().createWebhook('5', 'https://us.test/x', filters)
    expect(created).toStrictEqual({ gid: '70', secret: 'hush' })
  })

  it('may be created without telling the secret', async () => {
    asana()
      .post('/webhooks')
      .query(true)
      .reply(201, { data: { gid: '70' } })
    await expect(gateway().createWebhook('5', 'https://us.test/x', [])).resolves.toStrictEqual({ gid: '70' })
  })

  it('shows how it fares', async () => {
    announce('/webhooks', [
      {
        gid: '70',
        resource: { gid: '5' },
        target: 'https://us.test/x',
        active: true,
        last_success_at: AT,
        last_failure_at: LATER,
        last_failure_content: '503',
        delivery_retry_count: 2,
        failure_deletion_timestamp: LATER,
      },
      { gid: '71', resource: { gid: '6' }, target: 'https://us.test/y', last_failure_at: null },
      { gid: '72', resource: null, target: 'https://us.test/z' },
    ])
    await expect(gateway().readWebhooks('1')).resolves.toStrictEqual([
      {
        gid: '70',
        resourceGid: '5',
        target: 'https://us.test/x',
        active: true,
        lastSuccessAt: AT,
        lastFailureAt: LATER,
        lastFailure: '503',
        deliveryRetryCount: 2,
        failureDeletionAt: LATER,
      },
      { gid: '71', resourceGid: '6', target: 'https://us.test/y', active: false },
      // What it listened to is gone.
      { gid: '72', resourceGid: '', target: 'https://us.test/z', active: false },
    ])
  })
})
