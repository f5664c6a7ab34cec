import type { CommentState, ProjectState } from '../../domain/plan/project-state.ts'
import { renderFormerMeasureComment } from '../../domain/text/comment.ts'
import { isSameText } from '../../domain/text/is-same-text.ts'
import { ignoreNotFound } from '../ports/ignore-not-found.ts'
import type { AsanaPort, FetchedTask } from '../ports/index.ts'

/**
 * Lets go of our comments on tasks that have left the project and are deleted, or are looked after from the project
 * they went to. One whose task went out of sight stays, to be told once that its task is no measure any more.
 */
export async function pruneComments(
  asana: Pick<AsanaPort, 'readTaskContent'>,
  state: ProjectState,
  { tasks, tracked }: { tasks: readonly FetchedTask[]; tracked: readonly string[] },
): Promise<ProjectState> {
  const present = new Set(tasks.map(({ gid }) => gid))
  const left = Object.entries(state.comments).filter(([gid, note]) => !present.has(gid) && isUnsettled(note))
  if (left.length === 0) return state
  const comments: Record<string, CommentState> = { ...state.comments }
  for (const [gid] of left) {
    const task = await ignoreNotFound(asana.readTaskContent(gid), undefined)
    if (!task || task.projectGids.some((project) => tracked.includes(project))) delete comments[gid]
  }
  return { ...state, comments }
}

function isUnsettled({ gid, html }: CommentState): boolean {
  return gid !== undefined && !isSameText(html, renderFormerMeasureComment())
}
