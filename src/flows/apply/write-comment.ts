import type { WriteOutcome } from '../../domain/plan/update-state.ts'
import type { CommentContent, Write } from '../../domain/plan/write.ts'
import { isSameText } from '../../domain/text/is-same-text.ts'
import { isSigned } from '../../domain/text/signature.ts'
import { type AsanaPort, type Comment, PortError } from '../ports/index.ts'

export type CommentDeps = Readonly<{
  asana: Pick<AsanaPort, 'readStories' | 'createComment' | 'updateComment'>
  botGid: string
}>

type HealthComment = Extract<Write, { kind: 'health-comment' }>
type EditComment = Extract<Write, { kind: 'edit-comment' }>

/** The newest comment among these that the service wrote: by its user, and with its signature. */
export function findOurLatestComment(comments: readonly Comment[], botGid: string): Comment | undefined {
  return comments
    .filter((comment) => comment.author?.gid === botGid && isSigned(comment.html))
    .toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))[0]
}

/** Comments on a measure task; a comment of ours that stands there already is edited instead. */
export async function writeComment(deps: CommentDeps, write: CommentContent): Promise<Partial<WriteOutcome>> {
  const existing = await readOurLatestComment(deps, write.taskGid)
  if (!existing) {
    const create = (html: string) => deps.asana.createComment(write.taskGid, html)
    const { sent, withoutMention } = await withMentionFallback(write, create)
    return { gid: sent.gid, at: sent.createdAt, withoutMention }
  }
  const found = { gid: existing.gid, at: existing.createdAt }
  if ([write.html, write.htmlWithoutMention].some((html) => isSameText(existing.html, html))) return found
  const update = (html: string) => deps.asana.updateComment(existing.gid, html)
  const { withoutMention } = await withMentionFallback(write, update)
  return { ...found, withoutMention }
}

/** Edits our comment on a measure task. */
export async function editComment({ asana }: CommentDeps, write: EditComment): Promise<Partial<WriteOutcome>> {
  const update = (html: string) => asana.updateComment(write.commentGid, html)
  const { withoutMention } = await withMentionFallback(write, update)
  return { withoutMention }
}

/** Tells a change of health; a comment of the last 24 hours, lost from the state in a crash, is edited instead. */
export async function writeHealthComment(deps: CommentDeps, write: HealthComment): Promise<Partial<WriteOutcome>> {
  const existing = await readOurLatestComment(deps, write.taskGid)
  const isRecent = existing && Date.parse(existing.createdAt) > Date.parse(write.editSince)
  if (!isRecent) {
    const { gid, createdAt } = await deps.asana.createComment(write.taskGid, write.html)
    return { gid, at: createdAt }
  }
  if (!isSameText(existing.html, write.html)) await deps.asana.updateComment(existing.gid, write.html)
  return { gid: existing.gid, at: existing.createdAt }
}

async function readOurLatestComment({ asana, botGid }: CommentDeps, taskGid: string): Promise<Comment | undefined> {
  return findOurLatestComment((await asana.readStories(taskGid, undefined)).comments, botGid)
}

/** Asana rejects a whole text for one person the bot cannot see: then it is sent without the mention. */
async function withMentionFallback<T>(
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
