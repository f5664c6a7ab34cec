import { describe, expect, it } from 'vitest'
import type { WebhookRecord } from '../../../src/flows/ports/index.ts'
import { createToken } from '../../../src/flows/webhooks/target-url.ts'
import { type CacheOptions, createWebhookCache } from '../../../src/http/webhooks/webhook-cache.ts'

function hookOf(token: string, more: Partial<WebhookRecord> = {}): WebhookRecord {
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
  const asked = { lists: 0, webhooks: 0 }
  const cache = createWebhookCache(
    {
      async readTokens() {
        asked.lists += 1
        return new Set(webhooks.keys())
      },
      async read(token) {
        asked.webhooks += 1
        return webhooks.get(token)
      },
    },
    { pollIntervalMs: 5, ...options },
  )
  const add = (more: Partial<WebhookRecord> = {}) => {
    const hook = hookOf(createToken(), more)
    webhooks.set(hook.token, hook)
    return hook
  }
  return { cache, webhooks, asked, add }
}

describe('the webhook cache', () => {
  it('knows a hook with its secret from the second time on without asking', async () => {
    const { cache, asked, add } = start()
    const hook = add({ secret: 's' })
    for (let time = 0; time < 3; time += 1) expect(await cache.get(hook.token)).toEqual(hook)
    expect(asked).toEqual({ lists: 1, webhooks: 1 })
  })

  it('reads a hook without a secret afresh each time: a handshake may have come', async () => {
    const { cache, webhooks, add } = start()
    const hook = add({ awaitingHandshake: true })
    expect(await cache.get(hook.token)).toEqual(hook)
    webhooks.set(hook.token, { ...hook, secret: 's', awaitingHandshake: false })
    expect(await cache.get(hook.token)).toMatchObject({ secret: 's' })
  })

  it('finds a registration that is opened after it looked', async () => {
    const { cache, add } = start()
    expect(await cache.get(createToken())).toBeUndefined()
    const hook = add({ awaitingHandshake: true })
    expect(await cache.get(hook.token)).toEqual(hook)
  })

  it('asks once for all the unknown tokens that come together, and for none of them alone', async () => {
    const { cache, asked } = start({ pollIntervalMs: 20 })
    await cache.get(createToken())
    const found = await Promise.all(Array.from({ length: 1000 }, () => cache.get(createToken())))
    expect(new Set(found)).toEqual(new Set([undefined]))
    expect(asked).toEqual({ lists: 2, webhooks: 0 })
  })

  it.each(['x', '', 'v2mom-', `v2mom-${'a'.repeat(42)}`, `v2mom-${'a'.repeat(44)}`, `v2mom-${'.'.repeat(43)}`])(
    'asks nobody about "%s", which is no token of ours',
    async (token) => {
      const { cache, asked } = start()
      expect(await cache.get(token)).toBeUndefined()
      expect(asked).toEqual({ lists: 0, webhooks: 0 })
    },
  )

  it('forgets a hook that was dropped', async () => {
    const { cache, webhooks, add } = start({ staleAfterMs: 0 })
    const hook = add({ secret: 's' })
    await cache.get(hook.token)
    webhooks.delete(hook.token)
    await expect.poll(() => cache.get(hook.token)).toBeUndefined()
  })

  it('fails with Redis, and looks again afterwards', async () => {
    let isDown = true
    const hook = hookOf(createToken(), { secret: 's' })
    const down = () => Promise.reject(new Error('away'))
    const cache = createWebhookCache(
      {
        readTokens: () => (isDown ? down() : Promise.resolve(new Set([hook.token]))),
        read: () => (isDown ? down() : Promise.resolve(hook)),
      },
      { pollIntervalMs: 1 },
    )
    await expect(cache.get(hook.token)).rejects.toThrow('away')
    isDown = false
    expect(await cache.get(hook.token)).toEqual(hook)
  })
})
