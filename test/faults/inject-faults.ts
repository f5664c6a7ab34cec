import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { toRedisOptions } from '../../src/local-redis/local-redis.ts'
import type { Story } from '../../src/sandbox/seed/seed.ts'
import type { Harness } from './harness.ts'
import type { Running } from './process.ts'
import type { Mishap } from './schedule.ts'

/** The places of processes; whoever stands there now is hit. */
export type Crew = { readonly members: Running[]; readonly replace: (place: number) => void; isRedisDown: boolean }

/** Makes one thing go wrong, and right again after its time. */
export async function inject(harness: Harness<Story>, crew: Crew, mishap: Mishap): Promise<void> {
  const { sandbox, redis, seeded } = harness
  const { world, faults } = sandbox
  switch (mishap.kind) {
    case 'answer':
      return faults.add({ kind: mishap.fault, times: mishap.times, ...methodOf(mishap) })
    case 'slow':
      return faults.add({ kind: 'slow', delayMs: mishap.delayMs, times: mishap.times, ...methodOf(mishap) })
    case 'delivery':
      return faults.addDelivery({ kind: mishap.fault, times: mishap.times, delayMs: 1_500 })
    case 'kill':
    case 'end': {
      const place = mishap.process % crew.members.length
      const running = crew.members[place]
      await (mishap.kind === 'kill' ? running?.kill() : running?.end())
      await sleep(mishap.forMs)
      return crew.replace(place)
    }
    case 'freeze': {
      const running = crew.members[mishap.process % crew.members.length]
      running?.signal('SIGSTOP')
      await sleep(mishap.forMs)
      return running?.signal('SIGCONT')
    }
    case 'redis-stop':
      if (crew.isRedisDown) return
      crew.isRedisDown = true
      await redis.stop()
      await sleep(mishap.forMs)
      await redis.restart()
      crew.isRedisDown = false
      return
    case 'redis-full':
      await command(harness, (client) => client.config('SET', 'maxmemory', '1mb'))
      await sleep(mishap.forMs)
      return command(harness, (client) => client.config('SET', 'maxmemory', '0'))
    case 'redis-wipe':
      return command(harness, (client) => client.flushall())
    case 'webhook-deleted': {
      const [first] = world.state.tables.webhook.keys()
      if (first) world.state.tables.webhook.delete(first)
      return
    }
    case 'token-revoked':
      world.revokeToken(seeded.bot.token)
      await sleep(mishap.forMs)
      return void world.addToken(seeded.bot.gid, seeded.bot.token)
    case 'asana-away':
      faults.add({ kind: '503', times: Number.POSITIVE_INFINITY })
      await sleep(mishap.forMs)
      return faults.clear()
    case 'one-at-a-time':
      sandbox.limits.setPlaces({ reads: 1, writes: 1 })
      await sleep(mishap.forMs)
      return sandbox.limits.setPlaces()
    default:
      return mishap satisfies never
  }
}

function methodOf({ method }: { method?: string }): { method?: string } {
  return method ? { method } : {}
}

/** Redis may be down at the moment: then there is nothing to fill or to wipe. */
async function command(harness: Harness<Story>, run: (client: Redis) => Promise<unknown>): Promise<void> {
  const client = new Redis({ ...toRedisOptions(harness.redis.target), retryStrategy: () => null })
  client.on('error', () => {})
  await run(client).catch(() => {})
  client.disconnect()
}
