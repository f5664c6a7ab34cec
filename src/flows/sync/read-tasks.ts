import { ignoreNotFound } from '../ports/ignore-not-found.ts'
import type { AsanaPort, FetchedTask, StorePort } from '../ports/index.ts'

/** What fits on one page is read whole: nothing is cheaper. */
const FULL_READ_LIMIT = 100
/** More tasks than this to look at one by one, and the whole list is read instead. */
const MAX_SINGLE_READS = 20
/** What was modified at about the same time may have come to be seen at different times. */
const OVERLAP_MS = 2 * 60_000

export type ItemDeps = Readonly<{
  asana: AsanaPort
  store: StorePort
  /** How many tasks of a project are read whole each time; default 100. */
  fullReadLimit?: number
}>

/**
 * All tasks of a project in its order. A large one is read whole once; then what was modified is asked for, and tasks
 * that were heard of are looked at one by one when they are not among them: taken away, or only moved.
 */
export async function readTasks(
  { asana, store, fullReadLimit = FULL_READ_LIMIT }: ItemDeps,
  projectGid: string,
): Promise<readonly FetchedTask[]> {
  const [touched, known] = await Promise.all([store.readDirtyTasks(projectGid), store.readTaskCache(projectGid)])
  const isAll = touched.some(({ gid }) => gid === undefined)
  const change =
    known.length > 0 && !isAll ? await readModifiedTasks(asana, projectGid, known, toGids(touched)) : undefined
  if (change) await store.patchTaskCache(projectGid, change)
  const tasks = change ? mergeTasks(known, change) : await asana.readTasks(projectGid)
  const isLarge = tasks.length > fullReadLimit
  if (!change && (isLarge || known.length > 0)) await store.replaceTaskCache(projectGid, isLarge ? tasks : [])
  await store.clearDirtyTasks(projectGid, touched)
  return tasks
}

type MirrorChange = Readonly<{ tasks: readonly FetchedTask[]; gone: readonly string[] }>

/** Undefined when reading everything is no dearer. */
async function readModifiedTasks(
  asana: AsanaPort,
  projectGid: string,
  known: readonly FetchedTask[],
  touched: ReadonlySet<string>,
): Promise<MirrorChange | undefined> {
  // By Asana's own clock: ours may be wrong.
  const latest = Math.max(...known.map(({ modifiedAt }) => Date.parse(modifiedAt)))
  const modified = await asana.readTasksSince(projectGid, new Date(latest - OVERLAP_MS).toISOString())
  const alone = [...touched].filter((gid) => modified.every((task) => task.gid !== gid))
  if (alone.length > MAX_SINGLE_READS) return undefined
  const tasks = [...modified]
  const gone: string[] = []
  for (const gid of alone) {
    const task = await ignoreNotFound(asana.readTask(projectGid, gid), undefined)
    if (task) tasks.push(task)
    else gone.push(gid)
  }
  return { tasks, gone }
}

function mergeTasks(known: readonly FetchedTask[], { tasks, gone }: MirrorChange): FetchedTask[] {
  const byGid = new Map([...known, ...tasks].map((task) => [task.gid, task]))
  for (const gid of gone) byGid.delete(gid)
  return [...byGid.values()]
}

function toGids(touched: readonly { gid?: string }[]): Set<string> {
  return new Set(touched.flatMap(({ gid }) => gid ?? []))
}
