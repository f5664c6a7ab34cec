import { setTimeout as sleep } from 'node:timers/promises'
import type { WebhookReader, WebhookRecord } from '../../flows/ports/index.ts'
import { isTokenFormat } from '../../flows/webhooks/target-url.ts'

export type HookDirectory = Readonly<{
  /** The registration under a token. Those without a secret are always read afresh. */
  find(token: string): Promise<WebhookRecord | undefined>
  /** The same without waiting for anything, where it was read lately. */
  known(token: string): WebhookRecord | undefined
}>

export type DirectoryOptions = Readonly<{
  /** Between two looks for tokens that are not known yet; default 250. */
  gapMs?: number
  /** How long what was read is good for; default 60,000. */
  freshMs?: number
}>

/**
 * What the receiver knows of the registrations without asking Redis. A token that nobody knows costs no round trip of its
 * own: all that come within a quarter of a second wait for one look at the list, however many they are.
 */
export function createWebhookCache(
  webhooks: Pick<WebhookReader, 'read' | 'readTokens'>,
  { gapMs = 250, freshMs = 60_000 }: DirectoryOptions = {},
): HookDirectory {
  const known = new Map<string, { hook: WebhookRecord; until: number }>()
  let tokens: ReadonlySet<string> = new Set()
  let lookedAt = Number.NEGATIVE_INFINITY
  let coming: Promise<void> | undefined

  async function look(): Promise<void> {
    await sleep(Math.max(0, lookedAt + gapMs - performance.now()))
    lookedAt = performance.now()
    // Whoever comes from here on needs a later look: a registration is opened before Asana knocks.
    coming = undefined
    tokens = await webhooks.readTokens()
    for (const token of known.keys()) if (!tokens.has(token)) known.delete(token)
  }

  async function read(token: string): Promise<WebhookRecord | undefined> {
    const hook = await webhooks.read(token)
    if (hook?.secret === undefined) known.delete(token)
    else known.set(token, { hook, until: performance.now() + freshMs })
    return hook
  }

  /** Nobody waits for it: what was dropped meanwhile may ring once more. */
  function renew(token: string, found: { until: number }): void {
    found.until = performance.now() + freshMs
    read(token).catch(() => {})
  }

  function recall(token: string): WebhookRecord | undefined {
    const found = known.get(token)
    if (found && found.until <= performance.now()) renew(token, found)
    return found?.hook
  }

  return {
    known: recall,
    async find(token) {
      if (!isTokenFormat(token)) return undefined
      const hook = recall(token)
      if (hook) return hook
      if (!tokens.has(token)) {
        coming ??= look()
        await coming
      }
      return tokens.has(token) ? read(token) : undefined
    },
  }
}
