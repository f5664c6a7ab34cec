import type { Fields, Instant, Item, Point } from '../domain/model.ts'
import { type AsanaPort, BEFORE_STORIES, type StorePort, type TaskStories } from './ports.ts'
import { unlessGone } from './unless-gone.ts'

const NO_STORIES: TaskStories = { points: [], comments: [] }
const HOUR_MS = 60 * 60 * 1000

export type Histories = Readonly<{
  points: Readonly<Record<string, readonly Point[]>>
  /** Stories read on the way, by task gid: they also tell which comments stand there. */
  stories: Readonly<Record<string, TaskStories>>
}>

/**
 * The past of every measure's Actual: its stories at first sight, then what is observed.
 * Each history is saved as soon as it is read, so that an interrupted first sight goes on where it stopped.
 */
export async function readHistories(
  { asana, store }: { asana: AsanaPort; store: StorePort },
  project: {
    gid: string
    measures: readonly Item[]
    fields: Fields
    known: Readonly<Record<string, readonly Point[]>>
    verifiedAt: Instant | undefined
  },
): Promise<Histories> {
  const points: Record<string, readonly Point[]> = {}
  const stories: Record<string, TaskStories> = {}
  const fieldGid = project.fields.actual?.gid
  for (const item of project.measures) {
    const actual = actualOf(item, fieldGid)
    const known = project.known[item.gid]
    if (known && isUpToDate(known, actual)) {
      points[item.gid] = known
      continue
    }
    const observed =
      known && isFreshlySeen(item, project.verifiedAt) ? observe(known, actual, item.modifiedAt) : undefined
    if (!observed) stories[item.gid] = await unlessGone(asana.readStories(item.gid, fieldGid), NO_STORIES)
    const history = observed ?? settle(datePoints(stories[item.gid]?.points ?? [], item), actual, item)
    points[item.gid] = history
    await store.saveHistory(project.gid, item.gid, history)
  }
  return { points, stories }
}

function actualOf(item: Item, fieldGid: string | undefined): number | undefined {
  const value = fieldGid ? item.values[fieldGid] : undefined
  return typeof value === 'number' ? value : undefined
}

function isUpToDate(known: readonly Point[], actual: number | undefined): boolean {
  return known.at(-1)?.value === actual
}

/** The task's modification dates the change well enough when it was looked at within the hour before it. */
function isFreshlySeen(item: Item, verifiedAt: Instant | undefined): boolean {
  return verifiedAt !== undefined && Date.parse(item.modifiedAt) - Date.parse(verifiedAt) < HOUR_MS
}

/** What stood there before the first story stood there since the task was made. */
function datePoints(told: readonly Point[], { createdAt }: Item): readonly Point[] {
  return told.map((point) => (point.at === BEFORE_STORIES ? { ...point, at: createdAt } : point))
}

/** Stories tell the past; the task itself tells the present, and wins where they disagree. */
function settle(told: readonly Point[], actual: number | undefined, item: Item): readonly Point[] {
  const last = told.at(-1)
  if (!last) return actual === undefined ? [] : [{ at: item.createdAt, value: actual }]
  if (last.value === actual) return told
  // Asana's document types a story's numbers as integers: a fraction may come back rounded.
  const isRounded =
    last.value !== undefined &&
    actual !== undefined &&
    Math.abs(last.value - actual) < 1 &&
    Number.isInteger(last.value)
  return isRounded ? observe(told.slice(0, -1), actual, last.at) : observe(told, actual, item.modifiedAt)
}

function observe(known: readonly Point[], actual: number | undefined, at: Instant): readonly Point[] {
  return [...known, { at, ...(actual === undefined ? {} : { value: actual }) }]
}
