import { type AsanaPort, type FetchedTask, ignoreNotFound, type StorePort } from '../ports/index.ts'

/** What fits on one page is read in full: nothing is cheaper. */
const FULL_READ_LIMIT = 100
/** More tasks than this to read one by one, and the whole list is read instead. */
const MAX_SINGLE_READS = 20
/** Tasks modified at about the same time may become visible at different times. */
const OVERLAP_MS = 2 * 60_000

export type TaskReadDeps = Readonly<{
  asana: Pick<AsanaPort, 'readTasks' | 'readTasksSince' | 'readTask'>
  store: Pick<StorePort, 'readDirtyTasks' | 'clearDirtyTasks' | 'readTaskCache' | 'replaceTaskCache' | 'patchTaskCache'>
  /** How many tasks of a project are read in full each time; default 100. */
  fullReadLimit?: number
}>

/**
 * All tasks of a project in its order. A large one is read in full once; then its modified tasks are asked for, and dirty
 * tasks that are not among them are read one by one: they were removed, or only moved.
 */
export async function readTasks(
  { asana, store, fullReadLimit = FULL_READ_LIMIT }: TaskReadDeps,
  projectGid: string,
): Promise<readonly FetchedTask[]> {
  const [dirty, cached] = await Promise.all([store.readDirtyTasks(projectGid), store.readTaskCache(projectGid)])
  const dirtyGids = new Set(dirty.flatMap(({ gid }) => gid ?? []))
  const isAllDirty = dirty.some(({ gid }) => gid === undefined)
  const change =
    cached.length > 0 && !isAllDirty ? await readModifiedTasks(asana, projectGid, cached, dirtyGids) : undefined
  if (change) await store.patchTaskCache(projectGid, change)
  const tasks = change ? mergeTasks(cached, change) : await asana.readTasks(projectGid)
  const isLarge = tasks.length > fullReadLimit
  if (!change && (isLarge || cached.length > 0)) await store.replaceTaskCache(projectGid, isLarge ? tasks : [])
  await store.clearDirtyTasks(projectGid, dirty)
  return tasks
}

type TaskChanges = Readonly<{ tasks: readonly FetchedTask[]; gone: readonly string[] }>

/** Undefined when reading everything is no dearer. */
async function readModifiedTasks(
  asana: TaskReadDeps['asana'],
  projectGid: string,
  cached: readonly FetchedTask[],
  dirtyGids: ReadonlySet<string>,
): Promise<TaskChanges | undefined> {
  // By Asana's clock: ours may be wrong.
  const latest = Math.max(...cached.map(({ modifiedAt }) => Date.parse(modifiedAt)))
  const modified = await asana.readTasksSince(projectGid, new Date(latest - OVERLAP_MS).toISOString())
  const others = [...dirtyGids].filter((gid) => modified.every((task) => task.gid !== gid))
  if (others.length > MAX_SINGLE_READS) return undefined
  const tasks = [...modified]
  const gone: string[] = []
  for (const gid of others) {
    const task = await ignoreNotFound(asana.readTask(projectGid, gid), undefined)
    if (task) tasks.push(task)
    else gone.push(gid)
  }
  return { tasks, gone }
}

function mergeTasks(cached: readonly FetchedTask[], { tasks, gone }: TaskChanges): FetchedTask[] {
  const byGid = new Map([...cached, ...tasks].map((task) => [task.gid, task]))
  for (const gid of gone) byGid.delete(gid)
  return [...byGid.values()]
}
