import { describe, expect, it } from 'vitest'
import type { WebhookRecord } from '../../../src/flows/ports/index.ts'
import { createToken } from '../../../src/flows/webhooks/target-url.ts'
import { createWebhookCache, type DirectoryOptions } from '../../../src/http/webhooks/webhook-cache.ts'

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

/** A directory over a plain map, and a count of what it asks for. */
function start(options: DirectoryOptions = {}) {
  const webhooks = new Map<string, WebhookRecord>()
  const asked = { lists: 0, webhooks: 0 }
  const directory = createWebhookCache(
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
    { gapMs: 5, ...options },
  )
  const add = (more: Partial<WebhookRecord> = {}) => {
    const hook = hookOf(createToken(), more)
    webhooks.set(hook.token, hook)
    return hook
  }
  return { directory, webhooks, asked, add }
}

describe('the directory of registrations', () => {
  it('knows a hook with its secret from the second time on without asking', async () => {
    const { directory, asked, add } = start()
    const hook = add({ secret: 's' })
    for (let time = 0; time < 3; time += 1) expect(await directory.find(hook.token)).toEqual(hook)
    expect(asked).toEqual({ lists: 1, webhooks: 1 })
  })

  it('reads a hook without a secret afresh each time: a handshake may have come', async () => {
    const { directory, webhooks, add } = start()
    const hook = add({ awaitingHandshake: true })
    expect(await directory.find(hook.token)).toEqual(hook)
    webhooks.set(hook.token, { ...hook, secret: 's', awaitingHandshake: false })
    expect(await directory.find(hook.token)).toMatchObject({ secret: 's' })
  })

  it('finds a registration that is opened after it looked', async () => {
    const { directory, add } = start()
    expect(await directory.find(createToken())).toBeUndefined()
    const hook = add({ awaitingHandshake: true })
    expect(await directory.find(hook.token)).toEqual(hook)
  })

  it('asks once for all the unknown tokens that come together, and for none of them alone', async () => {
    const { directory, asked } = start({ gapMs: 20 })
    await directory.find(createToken())
    const found = await Promise.all(Array.from({ length: 1000 }, () => directory.find(createToken())))
    expect(new Set(found)).toEqual(new Set([undefined]))
    expect(asked).toEqual({ lists: 2, webhooks: 0 })
  })

  it.each(['x', '', 'v2mom-', `v2mom-${'a'.repeat(42)}`, `v2mom-${'a'.repeat(44)}`, `v2mom-${'.'.repeat(43)}`])(
    'asks nobody about "%s", which is no token of ours',
    async (token) => {
      const { directory, asked } = start()
      expect(await directory.find(token)).toBeUndefined()
      expect(asked).toEqual({ lists: 0, webhooks: 0 })
    },
  )

  it('forgets a hook that was dropped', async () => {
    const { directory, webhooks, add } = start({ freshMs: 0 })
    const hook = add({ secret: 's' })
    await directory.find(hook.token)
    webhooks.delete(hook.token)
    await expect.poll(() => directory.find(hook.token)).toBeUndefined()
  })

  it('fails with Redis, and looks again afterwards', async () => {
    let isDown = true
    const hook = hookOf(createToken(), { secret: 's' })
    const down = () => Promise.reject(new Error('away'))
    const directory = createWebhookCache(
      {
        readTokens: () => (isDown ? down() : Promise.resolve(new Set([hook.token]))),
        read: () => (isDown ? down() : Promise.resolve(hook)),
      },
      { gapMs: 1 },
    )
    await expect(directory.find(hook.token)).rejects.toThrow('away')
    isDown = false
    expect(await directory.find(hook.token)).toEqual(hook)
  })
})
