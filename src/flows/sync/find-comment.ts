import type { Measure, Task } from '../../domain/model.ts'
import type { CommentState, ProjectState } from '../../domain/plan/project-state.ts'
import { isSigned } from '../../domain/text/signature.ts'
import { ignoreNotFound } from '../ports/ignore-not-found.ts'
import type { AsanaPort, Comment, TaskStories } from '../ports/index.ts'

const NO_STORIES: TaskStories = { points: [], comments: [] }

/** The newest comment the service wrote among these. */
export function findOurLatestComment(comments: readonly Comment[], botGid: string): Comment | undefined {
  return comments
    .filter((comment) => comment.author?.gid === botGid && isSigned(comment.text))
    .toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))[0]
}

/** Adopts our comments on measure tasks whose stories were read anyway. */
export function restoreComments(
  state: ProjectState,
  measures: readonly Task[],
  stories: Readonly<Record<string, TaskStories>>,
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
 * Notes which measures another project writes, and takes over the comments of those that it no longer does: it may
 * have posted or edited them meanwhile.
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
    stories: Readonly<Record<string, TaskStories>>
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

function toCommentState({ gid, html, createdAt }: Comment): CommentState {
  return { gid, html, faults: '', postedAt: createdAt }
}
