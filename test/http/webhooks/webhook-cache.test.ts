import { describe, expect, it } from 'vitest'
import type { WebhookRecord } from '../../../src/flows/ports/index.ts'
import { createToken } from '../../../src/flows/webhooks/target-url.ts'
import { type CacheOptions, createWebhookCache } from '../../../src/http/webhooks/webhook-cache.ts'

function recordOf(token: string, more: Partial<WebhookRecord> = {}): WebhookRecord {
  return {
    token,
    resourceGid: '1',
    kind: 'project',
    awaitingHandshake: false,
    createdAt: '2026-11-21T08:00:00.000Z',
    ...more,
  }
}

/** A cache over a plain map, and a count of its reads. */
function start(options: CacheOptions = {}) {
  const webhooks = new Map<string, WebhookRecord>()
  const reads = { lists: 0, webhooks: 0 }
  const cache = createWebhookCache(
    {
      async readTokens() {
        reads.lists += 1
        return new Set(webhooks.keys())
      },
      async read(token) {
        reads.webhooks += 1
        return webhooks.get(token)
      },
    },
    { pollIntervalMs: 5, ...options },
  )
  const add = (more: Partial<WebhookRecord> = {}) => {
    const record = recordOf(createToken(), more)
    webhooks.set(record.token, record)
    return record
  }
  return { cache, webhooks, reads, add }
}

describe('the webhook cache', () => {
  it('returns a webhook with its secret from the second time on without a read', async () => {
    const { cache, reads, add } = start()
    const record = add({ secret: 's' })
    for (let time = 0; time < 3; time += 1) expect(await cache.get(record.token)).toEqual(record)
    expect(reads).toEqual({ lists: 1, webhooks: 1 })
  })

  it('reads a webhook without a secret each time: a handshake may have come', async () => {
    const { cache, webhooks, add } = start()
    const record = add({ awaitingHandshake: true })
    expect(await cache.get(record.token)).toEqual(record)
    webhooks.set(record.token, { ...record, secret: 's', awaitingHandshake: false })
    expect(await cache.get(record.token)).toMatchObject({ secret: 's' })
  })

  it('finds a webhook that is stored after the last read of the tokens', async () => {
    const { cache, add } = start()
    expect(await cache.get(createToken())).toBeUndefined()
    const record = add({ awaitingHandshake: true })
    expect(await cache.get(record.token)).toEqual(record)
  })

  it('reads the tokens once for all unknown ones that come together, and none of their records', async () => {
    const { cache, reads } = start({ pollIntervalMs: 20 })
    await cache.get(createToken())
    const found = await Promise.all(Array.from({ length: 1000 }, () => cache.get(createToken())))
    expect(new Set(found)).toEqual(new Set([undefined]))
    expect(reads).toEqual({ lists: 2, webhooks: 0 })
  })

  it.each(['x', '', 'v2mom-', `v2mom-${'a'.repeat(42)}`, `v2mom-${'a'.repeat(44)}`, `v2mom-${'.'.repeat(43)}`])(
    'reads nothing for "%s", which has not the form of a token',
    async (token) => {
      const { cache, reads } = start()
      expect(await cache.get(token)).toBeUndefined()
      expect(reads).toEqual({ lists: 0, webhooks: 0 })
    },
  )

  it('drops a webhook whose record was deleted', async () => {
    const { cache, webhooks, add } = start({ staleAfterMs: 0 })
    const record = add({ secret: 's' })
    await cache.get(record.token)
    webhooks.delete(record.token)
    await expect.poll(() => cache.get(record.token)).toBeUndefined()
  })

  it('fails with Redis, and reads again afterwards', async () => {
    let isDown = true
    const record = recordOf(createToken(), { secret: 's' })
    const down = () => Promise.reject(new Error('away'))
    const cache = createWebhookCache(
      {
        readTokens: () => (isDown ? down() : Promise.resolve(new Set([record.token]))),
        read: () => (isDown ? down() : Promise.resolve(record)),
      },
      { pollIntervalMs: 1 },
    )
    await expect(cache.get(record.token)).rejects.toThrow('away')
    isDown = false
    expect(await cache.get(record.token)).toEqual(record)
  })
})
