import type { CommentContent, Write } from '../../domain/plan/write.ts'
import { isSameText } from '../../domain/text/is-same-text.ts'
import { type AsanaPort, type Comment, PortError } from '../ports/index.ts'
import { findOurLatestComment } from '../sync/find-comment.ts'

type Deps = Readonly<{
  asana: Pick<AsanaPort, 'readStories' | 'createComment' | 'updateComment'>
  botGid: string
}>
type HealthComment = Extract<Write, { kind: 'health-comment' }>
type EditComment = Extract<Write, { kind: 'edit-comment' }>

/** Comments on a measure task; a comment of ours that stands there already is edited instead. */
export async function writeComment(deps: Deps, write: CommentContent) {
  const existing = await readOurComment(deps, write.taskGid)
  if (!existing) {
    const { sent, withoutMention } = await mentioning(write, (html) => deps.asana.createComment(write.taskGid, html))
    return { gid: sent.gid, at: sent.createdAt, withoutMention }
  }
  const found = { gid: existing.gid, at: existing.createdAt }
  if ([write.html, write.htmlWithoutMention].some((html) => isSameText(existing.html, html))) return found
  const { withoutMention } = await mentioning(write, (html) => deps.asana.updateComment(existing.gid, html))
  return { ...found, withoutMention }
}

/** Edits our comment on a measure task. */
export async function editComment({ asana }: Deps, write: EditComment) {
  const { withoutMention } = await mentioning(write, (html) => asana.updateComment(write.commentGid, html))
  return { withoutMention }
}

/** Tells a change of health; a comment of ours of the last 24 hours, forgotten in a crash, is edited instead. */
export async function writeHealthComment(deps: Deps, write: HealthComment) {
  const existing = await readOurComment(deps, write.taskGid)
  const isRecent = existing && Date.parse(existing.createdAt) > Date.parse(write.editSince)
  if (!isRecent) {
    const { gid, createdAt } = await deps.asana.createComment(write.taskGid, write.html)
    return { gid, at: createdAt }
  }
  if (!isSameText(existing.html, write.html)) await deps.asana.updateComment(existing.gid, write.html)
  return { gid: existing.gid, at: existing.createdAt }
}

async function readOurComment({ asana, botGid }: Deps, taskGid: string): Promise<Comment | undefined> {
  return findOurLatestComment((await asana.readStories(taskGid, undefined)).comments, botGid)
}

/** Asana refuses a whole text for one person the bot cannot see: then it is said without the mention. */
async function mentioning<T>(
  { html, htmlWithoutMention }: CommentContent,
  send: (html: string) => Promise<T>,
): Promise<{ sent: T; withoutMention: boolean }> {
  try {
    return { sent: await send(html), withoutMention: false }
  } catch (error) {
    const isRejected = html !== htmlWithoutMention && error instanceof PortError && error.kind === 'bad-request'
    if (!isRejected) throw error
    return { sent: await send(htmlWithoutMention), withoutMention: true }
  }
}
