import type { Cluster, Redis } from 'ioredis'
import { JOIN, JOIN_SHA } from './coalesce-lua.ts'

/** What a ring would put into the queue, were nothing there yet. */
export type CoalesceRequest = Readonly<{ deduplicationId: string; data: object }>

type Call = { data: object; answer: Promise<boolean>; resolve(isJoined: boolean): void; reject(error: unknown): void }

/**
 * Lets a ring join a job that is still to start; false when there is none. Whatever rings while the process handles
 * what came in at once is asked about in one command: sending it costs more than all else about it.
 */
export function createCoalescer(
  redis: Redis | Cluster,
  queue: Readonly<{ toKey(name: string): string }>,
  priority: number,
): (ring: CoalesceRequest) => Promise<boolean> {
  const shared = ['', 'delayed', 'prioritized', 'pc'].map((name) => queue.toKey(name))
  let calls = new Map<string, Call>()

  async function ask(asked: ReadonlyMap<string, Call>): Promise<void> {
    const keys = [
      ...shared.slice(1),
      ...[...asked.keys()].flatMap((id) => [queue.toKey(`de:${id}`), queue.toKey(`dn:${id}`)]),
    ]
    const data = [...asked.values()].map((call) => JSON.stringify(call.data))
    const answers = await run(redis, keys, [shared[0] ?? '', priority, ...data])
    for (const [index, call] of [...asked.values()].entries()) call.resolve(answers[index] === 1)
  }

  function send(): void {
    const asked = calls
    calls = new Map()
    ask(asked).catch((error: unknown) => {
      for (const { reject } of asked.values()) reject(error)
    })
  }

  return ({ deduplicationId, data }) => {
    const found = calls.get(deduplicationId)
    if (found) return found.answer
    if (calls.size === 0) setImmediate(send)
    const { promise: answer, resolve, reject } = Promise.withResolvers<boolean>()
    calls.set(deduplicationId, { data, answer, resolve, reject })
    return answer
  }
}

/** The script itself is sent only to a Redis that does not know it. */
async function run(
  redis: Redis | Cluster,
  keys: readonly string[],
  args: readonly (string | number)[],
): Promise<unknown[]> {
  const answer = await redis.evalsha(JOIN_SHA, keys.length, ...keys, ...args).catch((error: unknown) => {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error
    return redis.eval(JOIN, keys.length, ...keys, ...args)
  })
  return answer as unknown[]
}
