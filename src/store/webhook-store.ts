import { omitAbsent } from '../domain/omit-absent.ts'
import type { WebhookRecord, WebhookStore } from '../flows/ports/index.ts'
import { keys } from './keys.ts'
import type { RedisClient } from './redis-client.ts'
import type { SecretBox } from './secret-box.ts'

/** How long a new webhook waits for its handshake. */
const HANDSHAKE_TIMEOUT_MS = 2 * 60 * 1000

/** Stores the secret (ARGV[1]) only while a handshake is awaited; with it the hash no longer expires. */
const SAVE_SECRET = `
if redis.call('hget', KEYS[1], 'awaitingHandshake') ~= '1' then return 0 end
redis.call('hset', KEYS[1], 'secret', ARGV[1], 'awaitingHandshake', '0')
redis.call('persist', KEYS[1])
return 1`

/** Sets members (ARGV) of a hash that exists: a deleted webhook must not come back in part. */
const UPDATE_IF_EXISTS = `
if redis.call('exists', KEYS[1]) == 1 then redis.call('hset', KEYS[1], unpack(ARGV)) end
return 0`

/** The webhooks in Redis, their secrets encrypted by the box. */
export function createWebhookStore(redis: RedisClient, box: SecretBox): WebhookStore {
  const updateIfExists = (token: string, ...members: string[]) =>
    redis.eval(UPDATE_IF_EXISTS, 1, keys.webhook(token), ...members)
  return {
    async read(token) {
      return toRecord(token, await redis.hgetall(keys.webhook(token)), box)
    },
    async readTokens() {
      return new Set(await redis.smembers(keys.webhookTokens))
    },
    async saveSecret(token, secret) {
      return (await redis.eval(SAVE_SECRET, 1, keys.webhook(token), box.seal(secret, token))) === 1
    },
    async touch(token, at) {
      await updateIfExists(token, 'lastDeliveryAt', at)
    },
    async create({ token, resourceGid, kind, at }) {
      const key = keys.webhook(token)
      await redis.sadd(keys.webhookTokens, token)
      const members = { resourceGid, kind, awaitingHandshake: '1', createdAt: at }
      await redis.multi().hset(key, members).pexpire(key, HANDSHAKE_TIMEOUT_MS).exec()
    },
    async confirm(token, webhookGid) {
      await updateIfExists(token, 'webhookGid', webhookGid, 'awaitingHandshake', '0')
    },
    async delete(token) {
      await redis.del(keys.webhook(token))
      await redis.srem(keys.webhookTokens, token)
    },
  }
}

function toRecord(
  token: string,
  members: Readonly<Record<string, string | undefined>>,
  box: SecretBox,
): WebhookRecord | undefined {
  const { resourceGid, kind, secret: sealed, awaitingHandshake, webhookGid, createdAt, lastDeliveryAt } = members
  if (!resourceGid || !createdAt || (kind !== 'project' && kind !== 'portfolio')) return undefined
  return {
    token,
    resourceGid,
    kind,
    awaitingHandshake: awaitingHandshake === '1',
    createdAt,
    ...omitAbsent({ secret: sealed ? box.open(sealed, token) : undefined, webhookGid, lastDeliveryAt }),
  }
}
