import { randomUUID } from 'node:crypto'
import type { DirtyTask, FetchedTask, StorePort } from '../flows/ports/index.ts'
import { keys } from './keys.ts'
import type { RedisClient } from './redis-client.ts'

type Entry = readonly [position: number, task: FetchedTask]

/** Hash members a command: a longer command would block Redis for other clients. */
const BATCH_SIZE = 500

type Methods =
  | 'readTaskCache'
  | 'replaceTaskCache'
  | 'patchTaskCache'
  | 'readDirtyTasks'
  | 'markTasksDirty'
  | 'clearDirtyTasks'

/** The tasks of projects that fill several pages, and the dirty tasks of all projects. */
export function createTaskCache(redis: RedisClient): Pick<StorePort, Methods> {
  async function readEntries(gid: string): Promise<Entry[]> {
    const found = await redis.hvals(keys.tasks(gid))
    return found.map((json) => JSON.parse(json) as Entry).sort(([a], [b]) => a - b)
  }

  return {
    async readTaskCache(gid) {
      return (await readEntries(gid)).map(([, task]) => task)
    },
    async replaceTaskCache(gid, tasks) {
      const key = keys.tasks(gid)
      const change = redis.multi().del(key)
      const entries = tasks.flatMap((task, position) => [task.gid, JSON.stringify([position, task])])
      for (let from = 0; from < entries.length; from += 2 * BATCH_SIZE) {
        change.hset(key, ...entries.slice(from, from + 2 * BATCH_SIZE))
      }
      await change.exec()
    },
    async patchTaskCache(gid, { tasks, gone }) {
      const key = keys.tasks(gid)
      const before = tasks.length === 0 ? [] : await redis.hmget(key, ...tasks.map((task) => task.gid))
      const change = redis.multi()
      if (gone.length > 0) change.hdel(key, ...gone)
      // An epoch time is a position after all those of the list, and after tasks that were appended before.
      const next = Date.now()
      for (const [index, task] of tasks.entries()) {
        const known = before[index]
        const position = known ? (JSON.parse(known) as Entry)[0] : next + index / tasks.length
        change.hset(key, task.gid, JSON.stringify([position, task]))
      }
      await change.exec()
    },
    async readDirtyTasks(gid) {
      return (await redis.smembers(keys.dirtyTasks(gid))).map(parseDirtyTask)
    },
    async markTasksDirty(gid, gids) {
      const mark = randomUUID()
      if (gids.length > 0)
        await redis.sadd(keys.dirtyTasks(gid), ...gids.map((task) => formatDirtyTask({ gid: task, mark })))
    },
    async clearDirtyTasks(gid, dirty) {
      if (dirty.length > 0) await redis.srem(keys.dirtyTasks(gid), ...dirty.map(formatDirtyTask))
    },
  }
}

function formatDirtyTask({ gid = '*', mark }: { gid?: string | undefined; mark: string }): string {
  return `${gid} ${mark}`
}

function parseDirtyTask(text: string): DirtyTask {
  const [gid = '*', mark = ''] = text.split(' ')
  return gid === '*' ? { mark } : { gid, mark }
}
