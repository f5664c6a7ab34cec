import type { Measure, Task } from '../../domain/model.ts'
import type { CommentState, ProjectState } from '../../domain/plan/project-state.ts'
import { renderFormerMeasureComment } from '../../domain/text/comment.ts'
import { isSameText } from '../../domain/text/is-same-text.ts'
import { findOurLatestComment } from '../apply/write-comment.ts'
import { type AsanaPort, type Comment, type FetchedTask, ignoreNotFound, type TaskStories } from '../ports/index.ts'

type Stories = Readonly<Record<string, TaskStories>>

const NO_STORIES: TaskStories = { points: [], comments: [] }

/** Finds the service's comments on measures whose stories were read anyway: at first sight, and after a loss of Redis. */
export function restoreComments(
  state: ProjectState,
  measures: readonly Task[],
  stories: Stories,
  botGid: string,
): ProjectState {
  const comments: Record<string, CommentState> = { ...state.comments }
  for (const { gid } of measures) {
    const found = comments[gid] ? undefined : findOurLatestComment(stories[gid]?.comments ?? [], botGid)
    if (found) comments[gid] = toCommentState(found)
  }
  return { ...state, comments }
}

/**
 * Records which measures another project writes, and reads the comments of those that it no longer does: it may have
 * posted or edited them meanwhile.
 */
export async function takeOverComments(
  { asana, botGid }: { asana: Pick<AsanaPort, 'readStories'>; botGid: string },
  state: ProjectState,
  project: {
    measures: readonly Task[]
    /** As of the last sync. */
    known: readonly Measure[]
    ownedElsewhere: ReadonlySet<string>
    /** What was read already, by task gid. */
    stories: Stories
  },
): Promise<ProjectState> {
  const { measures, known, ownedElsewhere, stories } = project
  const before = new Set(state.ownedElsewhere)
  const knownGids = new Set(known.map(({ gid }) => gid))
  const isNew = ({ gid, projectGids }: Task) => before.has(gid) || (projectGids.length > 1 && !knownGids.has(gid))
  const comments: Record<string, CommentState> = { ...state.comments }
  for (const { gid } of measures.filter((task) => isNew(task) && !ownedElsewhere.has(task.gid))) {
    const read = stories[gid] ?? (await ignoreNotFound(asana.readStories(gid, undefined), NO_STORIES))
    const found = findOurLatestComment(read.comments, botGid)
    if (found) comments[gid] = toCommentState(found)
  }
  const { ownedElsewhere: _, ...rest } = state
  const owned = measures.map(({ gid }) => gid).filter((gid) => ownedElsewhere.has(gid))
  return { ...rest, comments, ...(owned.length > 0 ? { ownedElsewhere: owned } : {}) }
}

/**
 * Forgets comments on tasks that have left the project and are deleted or held by another tracked project, which writes
 * them from then on. The others stay until they say that the task is no measure any more.
 */
export async function pruneComments(
  asana: Pick<AsanaPort, 'readTaskContent'>,
  state: ProjectState,
  { tasks, tracked }: { tasks: readonly FetchedTask[]; tracked: readonly string[] },
): Promise<ProjectState> {
  const present = new Set(tasks.map(({ gid }) => gid))
  const left = Object.entries(state.comments).filter(([gid, comment]) => !present.has(gid) && isUnsettled(comment))
  if (left.length === 0) return state
  const comments: Record<string, CommentState> = { ...state.comments }
  for (const [gid] of left) {
    const task = await ignoreNotFound(asana.readTaskContent(gid), undefined)
    if (!task || task.projectGids.some((project) => tracked.includes(project))) delete comments[gid]
  }
  return { ...state, comments }
}

function toCommentState({ gid, html, createdAt }: Comment): CommentState {
  return { gid, html, faultCodes: '', postedAt: createdAt }
}

function isUnsettled({ gid, html }: CommentState): boolean {
  return gid !== undefined && !isSameText(html, renderFormerMeasureComment())
}
