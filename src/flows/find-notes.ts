import { HEALTHS, type Health, type Item, type Moment } from '../domain/model.ts'
import type { CommentNote, HealthTaskNote, Notes } from '../domain/plan/notes.ts'
import { retireHealthTask } from '../domain/plan/remember.ts'
import { isSigned } from '../domain/text/signature.ts'
import { findOurLatestComment } from './find-comment.ts'
import type { AsanaPort, ItemRead, TaskStories } from './ports.ts'

export const HEALTH_TASK_NAME = 'V2MOM health'

/** A task of ours that carries the scorecard, or did until a person completed it. */
export function isHealthTask(item: ItemRead, notes: Notes, botGid: string): boolean {
  return item.gid === notes.healthTask?.gid || (item.createdBy === botGid && item.name === HEALTH_TASK_NAME)
}

/** Finds the health task again: by its gid, else among the tasks the bot made, by name and signature. */
export async function findHealthTask(
  { asana, botGid }: { asana: AsanaPort; botGid: string },
  items: readonly ItemRead[],
  { notes, isFirstSight }: { notes: Notes; isFirstSight: boolean },
  at: Moment,
): Promise<Notes> {
  const known = notes.healthTask
  if (known?.gid) {
    const task = items.find((item) => item.gid === known.gid)
    return task && !task.completed ? notes : retireHealthTask(notes)
  }
  for (const candidate of healthTaskCandidates(items, botGid, isFirstSight)) {
    const healthTask = await adopt(asana, botGid, candidate.gid, at)
    if (healthTask) return { ...notes, healthTask }
  }
  return notes
}

/** After a crash the name tells; with all memory lost a person may have renamed it, so the signature decides. */
function healthTaskCandidates(items: readonly ItemRead[], botGid: string, isFirstSight: boolean): ItemRead[] {
  const ours = items.filter((item) => item.createdBy === botGid && !item.completed && !item.isSubtask)
  const named = ours.filter((item) => item.name === HEALTH_TASK_NAME)
  return isFirstSight ? [...named, ...ours.filter((item) => !named.includes(item))] : named
}

/** Our comments on measure tasks whose stories were read anyway. */
export function findComments(
  notes: Notes,
  measures: readonly Item[],
  stories: Readonly<Record<string, TaskStories>>,
  botGid: string,
): Notes {
  const comments: Record<string, CommentNote> = { ...notes.comments }
  for (const { gid } of measures) {
    const found = comments[gid] ? undefined : findOurLatestComment(stories[gid]?.comments ?? [], botGid)
    if (found) comments[gid] = { gid: found.gid, html: found.html, faults: '', postedAt: found.createdAt }
  }
  return { ...notes, comments }
}

async function adopt(asana: AsanaPort, botGid: string, gid: string, at: Moment): Promise<HealthTaskNote | undefined> {
  const task = await asana.readTaskNotes(gid)
  if (!isSigned(task.notes)) return undefined
  const last = findOurLatestComment((await asana.readStories(gid, undefined)).comments, botGid)
  const said = last && healthsIn(last.text)
  const health = said?.at(-1) ?? healthsIn(task.notes)[0]
  if (!health) return { gid, html: task.html, health: 'Needs data', since: at.today }
  const comment = last && said?.[0] ? { comment: { gid: last.gid, from: said[0], at: last.createdAt } } : {}
  return { gid, html: task.html, health, since: at.today, ...comment }
}

/** The healths named in a text of ours, in order: a comment says from and to, a scorecard begins with the present one. */
function healthsIn(text: string): Health[] {
  return [...text.matchAll(new RegExp(HEALTHS.join('|'), 'g'))].map(([name]) => name as Health)
}
