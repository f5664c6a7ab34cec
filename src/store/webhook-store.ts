import type { WebhookRecord, WebhookStore } from '../flows/ports/index.ts'
import { keys } from './keys.ts'
import type { RedisClient } from './redis-client.ts'
import type { SecretBox } from './secret-box.ts'

/** A registration that Asana did not answer within this time is over. */
const OPEN_MS = 2 * 60 * 1000

/** Stores the secret once: only while the registration is open. What is kept does not expire any more. */
const ACCEPT = `
if redis.call('hget', KEYS[1], 'awaitingHandshake') ~= '1' then return 0 end
redis.call('hset', KEYS[1], 'secret', ARGV[1], 'awaitingHandshake', '0')
redis.call('persist', KEYS[1])
return 1`

/** Adds to a registration that is still there: what was dropped must not come back in part. */
const AMEND = `
if redis.call('exists', KEYS[1]) == 1 then redis.call('hset', KEYS[1], unpack(ARGV)) end
return 0`

/** The registrations in Redis, their secrets sealed. */
export function createWebhookStore(redis: RedisClient, box: SecretBox): WebhookStore {
  const amend = (token: string, ...entries: string[]) => redis.eval(AMEND, 1, keys.webhook(token), ...entries)
  return {
    async read(token) {
      return toHook(token, await redis.hgetall(keys.webhook(token)), box)
    },
    async readTokens() {
      return new Set(await redis.smembers(keys.webhookTokens))
    },
    async saveSecret(token, secret) {
      return (await redis.eval(ACCEPT, 1, keys.webhook(token), box.seal(secret, token))) === 1
    },
    async touch(token, at) {
      await amend(token, 'lastDeliveryAt', at)
    },
    async create({ token, resourceGid, kind, at }) {
      const key = keys.webhook(token)
      await redis.sadd(keys.webhookTokens, token)
      await redis
        .multi()
        .hset(key, { resourceGid, kind, awaitingHandshake: '1', createdAt: at })
        .pexpire(key, OPEN_MS)
        .exec()
    },
    async confirm(token, webhookGid) {
      await amend(token, 'webhookGid', webhookGid, 'awaitingHandshake', '0')
    },
    async delete(token) {
      await redis.del(keys.webhook(token))
      await redis.srem(keys.webhookTokens, token)
    },
  }
}

function toHook(token: string, fields: Readonly<Record<string, string>>, box: SecretBox): WebhookRecord | undefined {
  const { resourceGid, kind, secret: sealed, awaitingHandshake, webhookGid, createdAt, lastDeliveryAt } = fields
  if (!resourceGid || !createdAt || (kind !== 'project' && kind !== 'portfolio')) return undefined
  const secret = sealed && box.open(sealed, token)
  return {
    ...{ token, resourceGid, kind, awaitingHandshake: awaitingHandshake === '1', createdAt },
    ...(secret ? { secret } : {}),
    ...(webhookGid ? { webhookGid } : {}),
    ...(lastDeliveryAt ? { lastDeliveryAt } : {}),
  }
}
