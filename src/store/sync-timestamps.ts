import type { Instant } from '../domain/model.ts'
import { keys } from './keys.ts'
import type { RedisClient } from './redis-client.ts'

/** When each of these projects was last compared with Asana; undefined where none of it is remembered. */
export async function readVerifiedAts(
  redis: RedisClient,
  projectGids: readonly string[],
): Promise<(Instant | undefined)[]> {
  const found = await Promise.all(projectGids.map((gid) => redis.hget(keys.project(gid), 'verifiedAt')))
  return found.map((at) => at ?? undefined)
}

/** When everything was last compared. */
export async function readReconciledAt(redis: RedisClient): Promise<Instant | undefined> {
  return (await redis.get(keys.reconciledAt)) ?? undefined
}

/** Remembers that everything was compared just now. */
export async function saveReconciledAt(redis: RedisClient, at: Instant): Promise<void> {
  await redis.set(keys.reconciledAt, at)
}
