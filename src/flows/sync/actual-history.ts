import { appendPoint, type CurrentValue, isUpToDate, reconcileWithCurrent } from '../../domain/history/append-point.ts'
import type { Fields, Instant, Point, Task } from '../../domain/model.ts'
import {
  type AsanaPort,
  BEFORE_STORIES,
  ignoreNotFound,
  PortError,
  type StoryField,
  type TaskStories,
} from '../ports/index.ts'

/** How many tasks' stories one sync reads: syncs that events caused wait no longer than these take. */
const MAX_STORY_READS = 10
const NO_STORIES: TaskStories = { points: [], comments: [] }
const HOUR_MS = 60 * 60 * 1000

type Points = Readonly<Record<string, readonly Point[]>>

export type Histories = Readonly<{
  /** By task gid. */
  points: Points
  /** The stories read for it, by task gid: they also tell which comments stand there. */
  stories: Readonly<Record<string, TaskStories>>
  /** Tasks whose stories Asana did not show when they were read last: their past begins with the first sync. */
  forbidden: readonly string[]
  /** False while stories are left to be read: nothing can be evaluated yet. */
  isComplete: boolean
}>

/**
 * The past of every measure's Actual: from its stories at first sight, some in each sync, then from what each sync sees.
 * Throws PortError.
 */
export async function readHistories(
  asana: Pick<AsanaPort, 'readStories'>,
  project: {
    measures: readonly Task[]
    fields: Fields
    known: Points
    /** As of the last sync. */
    forbidden?: readonly string[] | undefined
    verifiedAt: Instant | undefined
  },
): Promise<Histories> {
  const { measures, fields, known, verifiedAt } = project
  const points: Record<string, readonly Point[]> = {}
  const stories: Record<string, TaskStories> = {}
  const forbidden = new Set(project.forbidden?.filter((gid) => measures.some((task) => task.gid === gid)))
  let reads = 0
  let isComplete = true
  for (const task of measures) {
    const current = currentValue(task, fields)
    const extended = extendHistory(known[task.gid], current, verifiedAt)
    if (extended) points[task.gid] = extended
    else if (reads < MAX_STORY_READS) {
      reads += 1
      const read = await readStories(asana, task.gid, fields.actual)
      if (read === 'forbidden') {
        forbidden.add(task.gid)
        points[task.gid] = appendPoint([], current)
      } else {
        forbidden.delete(task.gid)
        stories[task.gid] = read
        points[task.gid] = reconcileWithCurrent(resolveUnknownDates(read.points, task), current)
      }
    } else isComplete = false
  }
  return { points, stories, forbidden: [...forbidden], isComplete }
}

/** A task may be private to others: that concerns its measure, not the project. */
async function readStories(
  asana: Pick<AsanaPort, 'readStories'>,
  taskGid: string,
  field: StoryField | undefined,
): Promise<TaskStories | 'forbidden'> {
  try {
    return await ignoreNotFound(asana.readStories(taskGid, field), NO_STORIES)
  } catch (error) {
    if (error instanceof PortError && error.kind === 'forbidden') return 'forbidden'
    throw error
  }
}

function currentValue({ values, createdAt, modifiedAt }: Task, { actual }: Fields): CurrentValue {
  const value = actual && values[actual.gid]
  return typeof value === 'number' ? { value, createdAt, modifiedAt } : { createdAt, modifiedAt }
}

/** Undefined where only the stories can tell: nothing is known yet, or the last sync is too long ago. */
function extendHistory(
  known: readonly Point[] | undefined,
  current: CurrentValue,
  verifiedAt: Instant | undefined,
): readonly Point[] | undefined {
  if (!known || isUpToDate(known, current)) return known
  // Within an hour of the last sync, the task's modification dates the change well enough.
  const isRecent = verifiedAt !== undefined && Date.parse(current.modifiedAt) - Date.parse(verifiedAt) < HOUR_MS
  return isRecent ? appendPoint(known, current) : undefined
}

/** What stood there before the first story stood there since the task was made. */
function resolveUnknownDates(points: readonly Point[], { createdAt }: Task): readonly Point[] {
  return points.map((point) => (point.at === BEFORE_STORIES ? { ...point, at: createdAt } : point))
}
