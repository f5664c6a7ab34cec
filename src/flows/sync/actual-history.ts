import { isUpToDate, observe, type Shown, settle } from '../../domain/history/append-point.ts'
import type { Fields, Instant, Point, Task } from '../../domain/model.ts'
import { type AsanaPort, BEFORE_STORIES, ignoreNotFound, type TaskStories } from '../ports/index.ts'

/** How many tasks' stories one run reads at most: live work elsewhere waits no longer than they take. */
const MOST_AT_ONCE = 10
const NO_STORIES: TaskStories = { points: [], comments: [] }
const HOUR_MS = 60 * 60 * 1000

type Points = Readonly<Record<string, readonly Point[]>>

export type Histories = Readonly<{
  /** By task gid. */
  points: Points
  /** Stories read on the way, by task gid: they also tell which comments stand there. */
  stories: Readonly<Record<string, TaskStories>>
  /** False while stories are left to be read: nothing can be judged yet. */
  isComplete: boolean
}>

/** The past of every measure's Actual: its stories at first sight, some in each run, then what is observed. */
export async function readHistories(
  asana: Pick<AsanaPort, 'readStories'>,
  project: { measures: readonly Task[]; fields: Fields; known: Points; verifiedAt: Instant | undefined },
): Promise<Histories> {
  const { measures, fields, known, verifiedAt } = project
  const points: Record<string, readonly Point[]> = {}
  const stories: Record<string, TaskStories> = {}
  let isComplete = true
  for (const task of measures) {
    const shown = show(task, fields)
    const continued = extendHistory(known[task.gid], shown, verifiedAt)
    if (continued) points[task.gid] = continued
    else if (Object.keys(stories).length < MOST_AT_ONCE) {
      const read = await ignoreNotFound(asana.readStories(task.gid, fields.actual?.gid), NO_STORIES)
      stories[task.gid] = read
      points[task.gid] = settle(resolveUnknownDates(read.points, task), shown)
    } else isComplete = false
  }
  return { points, stories, isComplete }
}

function show({ values, createdAt, modifiedAt }: Task, { actual }: Fields): Shown {
  const value = actual && values[actual.gid]
  return { createdAt, modifiedAt, ...(typeof value === 'number' ? { value } : {}) }
}

/** Undefined where only the stories can tell: nothing is known yet, or too long ago was the last look. */
function extendHistory(
  known: readonly Point[] | undefined,
  shown: Shown,
  verifiedAt: Instant | undefined,
): readonly Point[] | undefined {
  if (!known || isUpToDate(known, shown)) return known
  return isFreshlySeen(shown, verifiedAt) ? observe(known, shown) : undefined
}

/** The task's modification dates the change well enough when it was looked at within the hour before it. */
function isFreshlySeen({ modifiedAt }: Shown, verifiedAt: Instant | undefined): boolean {
  return verifiedAt !== undefined && Date.parse(modifiedAt) - Date.parse(verifiedAt) < HOUR_MS
}

/** What stood there before the first story stood there since the task was made. */
function resolveUnknownDates(told: readonly Point[], { createdAt }: Task): readonly Point[] {
  return told.map((point) => (point.at === BEFORE_STORIES ? { ...point, at: createdAt } : point))
}
