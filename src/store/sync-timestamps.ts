import type { Instant } from '../domain/model.ts'
import { keys } from './keys.ts'
import type { RedisClient } from './redis-client.ts'

/** When each of these projects was last synced, in their order; undefined for one that never was. */
export async function readVerifiedAts(
  redis: RedisClient,
  projectGids: readonly string[],
): Promise<(Instant | undefined)[]> {
  const instants = await Promise.all(projectGids.map((gid) => redis.hget(keys.project(gid), 'verifiedAt')))
  return instants.map((at) => at ?? undefined)
}

/** When the last reconcile was complete. */
export async function readReconciledAt(redis: RedisClient): Promise<Instant | undefined> {
  return (await redis.get(keys.reconciledAt)) ?? undefined
}

export async function saveReconciledAt(redis: RedisClient, at: Instant): Promise<void> {
  await redis.set(keys.reconciledAt, at)
}
