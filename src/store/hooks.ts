import type { Redis } from 'ioredis'
import type { Hook, HookStore } from '../flows/ports.ts'
import { keys } from './keys.ts'

/** A registration that Asana did not answer within this time is over. */
const OPEN_MS = 2 * 60 * 1000

/** Stores the secret once: only while the registration is open. What is kept does not expire any more. */
const ACCEPT = `
if redis.call('hget', KEYS[1], 'expecting') ~= '1' then return 0 end
redis.call('hset', KEYS[1], 'secret', ARGV[1], 'expecting', '0')
redis.call('persist', KEYS[1])
return 1`

export function createHookStore(redis: Redis): HookStore {
  return {
    async read(token) {
      return toHook(token, await redis.hgetall(keys.hook(token)))
    },
    async accept(token, secret) {
      return (await redis.eval(ACCEPT, 1, keys.hook(token), secret)) === 1
    },
    async open({ token, resourceGid, kind }) {
      const key = keys.hook(token)
      await redis.multi().hset(key, { resourceGid, kind, expecting: '1' }).pexpire(key, OPEN_MS).exec()
    },
    async keep(token, webhookGid) {
      await redis.hset(keys.hook(token), { webhookGid, expecting: '0' })
    },
    async drop(token) {
      await redis.del(keys.hook(token))
    },
  }
}

function toHook(token: string, fields: Readonly<Record<string, string>>): Hook | undefined {
  const { resourceGid, kind, secret, expecting, webhookGid } = fields
  if (!resourceGid || (kind !== 'project' && kind !== 'portfolio')) return undefined
  return {
    ...{ token, resourceGid, kind, expecting: expecting === '1' },
    ...(secret ? { secret } : {}),
    ...(webhookGid ? { webhookGid } : {}),
  }
}
