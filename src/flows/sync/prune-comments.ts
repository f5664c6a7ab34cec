import type { CommentNote, Notes } from '../../domain/plan/project-state.ts'
import { renderFormerMeasureComment } from '../../domain/text/comment.ts'
import { saysTheSame } from '../../domain/text/is-same-text.ts'
import { unlessGone } from '../ports/ignore-not-found.ts'
import type { AsanaPort, ItemRead, StorePort } from '../ports/index.ts'

/**
 * Lets go of our comments on tasks that have left the project and are deleted, or are looked after from the project
 * they went to. One whose task went out of sight stays, to be told once that its task is no measure any more.
 */
export async function leaveComments(
  { asana, store }: { asana: AsanaPort; store: StorePort },
  notes: Notes,
  items: readonly ItemRead[],
): Promise<Notes> {
  const present = new Set(items.map(({ gid }) => gid))
  const left = Object.entries(notes.comments).filter(([gid, note]) => !present.has(gid) && isUnsettled(note))
  if (left.length === 0) return notes
  const mirrored = new Set(await store.readProjectGids())
  const comments: Record<string, CommentNote> = { ...notes.comments }
  for (const [gid] of left) {
    const task = await unlessGone(asana.readTaskNotes(gid), undefined)
    if (!task || task.projectGids.some((project) => mirrored.has(project))) delete comments[gid]
  }
  return { ...notes, comments }
}

function isUnsettled({ gid, html }: CommentNote): boolean {
  return gid !== undefined && !saysTheSame(html, renderFormerMeasureComment())
}
