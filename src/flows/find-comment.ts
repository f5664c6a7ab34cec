import { isSigned } from '../domain/text/signature.ts'
import type { Comment } from './ports.ts'

/** The newest comment the service wrote among these. */
export function findOurLatestComment(comments: readonly Comment[], botGid: string): Comment | undefined {
  return comments
    .filter((comment) => comment.author?.gid === botGid && isSigned(comment.text))
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt))[0]
}

/** Our newest comment when it already says these words: a repeated attempt after a cut connection. */
export function findOurComment(comments: readonly Comment[], botGid: string, html: string): Comment | undefined {
  const latest = findOurLatestComment(comments, botGid)
  return latest && words(latest.html) === words(html) ? latest : undefined
}

/** Asana fills in links and mentions when it stores a text, so only the visible words compare. */
function words(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
