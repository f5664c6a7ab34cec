import { randomUUID } from 'node:crypto'
import type { DirtyTask, FetchedTask, StorePort } from '../flows/ports/index.ts'
import { keys } from './keys.ts'
import type { RedisClient } from './redis-client.ts'

type Placed = readonly [place: number, task: FetchedTask]

/** Fields of one command: a longer command would block Redis for other clients. */
const CHUNK = 500

type Methods =
  | 'readTaskCache'
  | 'replaceTaskCache'
  | 'patchTaskCache'
  | 'readDirtyTasks'
  | 'markTasksDirty'
  | 'clearDirtyTasks'

/** The tasks of projects that fill several pages, and which tasks were heard of. */
export function createTaskCache(redis: RedisClient): Pick<StorePort, Methods> {
  async function readPlaced(gid: string): Promise<Placed[]> {
    const found = await redis.hvals(keys.tasks(gid))
    return found.map((json) => JSON.parse(json) as Placed).sort(([a], [b]) => a - b)
  }

  return {
    async readTaskCache(gid) {
      return (await readPlaced(gid)).map(([, task]) => task)
    },
    async replaceTaskCache(gid, tasks) {
      const key = keys.tasks(gid)
      const change = redis.multi().del(key)
      const entries = tasks.flatMap((task, place) => [task.gid, JSON.stringify([place, task])])
      for (let from = 0; from < entries.length; from += 2 * CHUNK) {
        change.hset(key, ...entries.slice(from, from + 2 * CHUNK))
      }
      await change.exec()
    },
    async patchTaskCache(gid, { tasks, gone }) {
      const key = keys.tasks(gid)
      const before = tasks.length === 0 ? [] : await redis.hmget(key, ...tasks.map((task) => task.gid))
      const change = redis.multi()
      if (gone.length > 0) change.hdel(key, ...gone)
      // Behind all places of the list, and behind all that came before.
      const last = Date.now()
      for (const [index, task] of tasks.entries()) {
        const known = before[index]
        const place = known ? (JSON.parse(known) as Placed)[0] : last + index / tasks.length
        change.hset(key, task.gid, JSON.stringify([place, task]))
      }
      await change.exec()
    },
    async readDirtyTasks(gid) {
      return (await redis.smembers(keys.dirtyTasks(gid))).map(toTouch)
    },
    async markTasksDirty(gid, gids) {
      const mark = randomUUID()
      if (gids.length > 0) await redis.sadd(keys.dirtyTasks(gid), ...gids.map((task) => toText({ gid: task, mark })))
    },
    async clearDirtyTasks(gid, touched) {
      if (touched.length > 0) await redis.srem(keys.dirtyTasks(gid), ...touched.map(toText))
    },
  }
}

function toText({ gid = '*', mark }: { gid?: string | undefined; mark: string }): string {
  return `${gid} ${mark}`
}

function toTouch(text: string): DirtyTask {
  const [gid = '*', mark = ''] = text.split(' ')
  return gid === '*' ? { mark } : { gid, mark }
}
