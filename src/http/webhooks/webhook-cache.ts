import { setTimeout as sleep } from 'node:timers/promises'
import type { WebhookReader, WebhookRecord } from '../../flows/ports/index.ts'
import { isTokenFormat } from '../../flows/webhooks/target-url.ts'

export type WebhookCache = Readonly<{
  /** The webhook under a token, read from Redis where it is not cached; those without a secret are not cached. */
  get(token: string): Promise<WebhookRecord | undefined>
  /** The webhook under a token, if it is cached. */
  peek(token: string): WebhookRecord | undefined
}>

export type CacheOptions = Readonly<{
  /** Shortest time between two reads of the list of tokens, in milliseconds; default 250. */
  pollIntervalMs?: number | undefined
  /** After this time an entry is read again while it is still used, in milliseconds; default 60,000. */
  staleAfterMs?: number | undefined
}>

/**
 * The webhooks as the receiver knows them. Unknown tokens are looked up in the list of all tokens: however many arrive
 * within the poll interval, they share one read of it, so that a flood of them does not reach Redis.
 */
export function createWebhookCache(
  webhooks: Pick<WebhookReader, 'read' | 'readTokens'>,
  { pollIntervalMs = 250, staleAfterMs = 60_000 }: CacheOptions = {},
): WebhookCache {
  const entries = new Map<string, { webhook: WebhookRecord; freshUntil: number }>()
  let tokens: ReadonlySet<string> = new Set()
  let refreshedAt = Number.NEGATIVE_INFINITY
  let refreshing: Promise<void> | undefined

  async function refreshTokens(): Promise<void> {
    await sleep(Math.max(0, refreshedAt + pollIntervalMs - performance.now()))
    refreshedAt = performance.now()
    // A lookup from here on needs another refresh: its token may be stored after this read.
    refreshing = undefined
    tokens = await webhooks.readTokens()
    for (const token of entries.keys()) if (!tokens.has(token)) entries.delete(token)
  }

  async function read(token: string): Promise<WebhookRecord | undefined> {
    const webhook = await webhooks.read(token)
    if (webhook?.secret === undefined) entries.delete(token)
    else entries.set(token, { webhook, freshUntil: performance.now() + staleAfterMs })
    return webhook
  }

  /** A stale entry is still used while it is read again. */
  function peek(token: string): WebhookRecord | undefined {
    const entry = entries.get(token)
    if (entry && entry.freshUntil <= performance.now()) {
      entry.freshUntil = performance.now() + staleAfterMs
      read(token).catch(() => {})
    }
    return entry?.webhook
  }

  return {
    peek,
    async get(token) {
      if (!isTokenFormat(token)) return undefined
      const webhook = peek(token)
      if (webhook) return webhook
      if (!tokens.has(token)) {
        refreshing ??= refreshTokens()
        await refreshing
      }
      return tokens.has(token) ? read(token) : undefined
    },
  }
}
