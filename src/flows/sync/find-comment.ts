import type { Task } from '../../domain/model.ts'
import type { CommentState, ProjectState } from '../../domain/plan/project-state.ts'
import { isSigned } from '../../domain/text/signature.ts'
import type { Comment, TaskStories } from '../ports/index.ts'

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
    if (found) comments[gid] = { gid: found.gid, html: found.html, faults: '', postedAt: found.createdAt }
  }
  return { ...state, comments }
}
