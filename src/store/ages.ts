import type { Redis } from 'ioredis'
import type { Instant } from '../domain/model.ts'
import { keys } from './keys.ts'

/** When each of these projects was last compared with Asana; undefined where none of it is remembered. */
export async function readVerifiedAts(redis: Redis, projectGids: readonly string[]): Promise<(Instant | undefined)[]> {
  const found = await Promise.all(projectGids.map((gid) => redis.hget(keys.project(gid), 'verifiedAt')))
  return found.map((at) => at ?? undefined)
}

/** When everything was last compared. */
export async function readReconciledAt(redis: Redis): Promise<Instant | undefined> {
  return (await redis.get(keys.reconciledAt)) ?? undefined
}

/** Remembers that everything was compared just now. */
export async function saveReconciledAt(redis: Redis, at: Instant): Promise<void> {
  await redis.set(keys.reconciledAt, at)
}
