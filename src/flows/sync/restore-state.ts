import type { Item, Point, Tagged } from '../../domain/model.ts'
import type { Notes } from '../../domain/plan/project-state.ts'
import { tagProject } from '../../domain/v2mom/tag.ts'
import { type AsanaPort, type ItemRead, NotYet, type ProjectMemory, type StorePort } from '../ports/index.ts'
import { type Histories, readHistories } from './actual-history.ts'
import { adoptComments } from './find-comment.ts'
import { findHealthTask, isHealthTask } from './find-health-task.ts'
import { leaveComments } from './prune-comments.ts'
import type { Snapshot } from './read-project.ts'

export type Recognised = Readonly<{
  tagged: Tagged
  notes: Notes
  histories: Readonly<Record<string, readonly Point[]>>
}>

type Deps = Readonly<{ asana: AsanaPort; store: StorePort; botGid: string }>

/**
 * Connects what was read with what is remembered: our own texts, the V2MOM places, the past of every measure. Throws
 * NotYet while some of that past is still to be read: without it a number may look old that is not.
 */
export async function recognise(
  deps: Deps,
  { project, items, fields }: Snapshot,
  memory: ProjectMemory,
): Promise<Recognised> {
  const isFirstSight = memory.summary === undefined
  const health = await findHealthTask(deps, items, { projectGid: project.gid, notes: memory.notes, isFirstSight })
  const tagged = tagProject({ project, items: toItems(items, health, deps.botGid), fields })
  const measures = tagged.items.measures
  const verifiedAt = memory.summary?.verifiedAt
  const histories = await readHistories(deps.asana, { measures, fields, known: memory.histories, verifiedAt })
  const adopted = adoptComments(health, measures, histories.stories, deps.botGid)
  const notes = { ...(await leaveComments(deps, adopted, items)), ...statusNote(project.status) }
  await keep(deps.store, project.gid, { notes, histories, known: memory.histories })
  if (!histories.isComplete) throw new NotYet('More of the past of its measures is still to be read', 0)
  return { tagged, notes, histories: histories.points }
}

/** What was read is never read again. The notes come first: a known history keeps our comment from being looked for. */
async function keep(
  store: StorePort,
  projectGid: string,
  { notes, histories, known }: { notes: Notes; histories: Histories; known: ProjectMemory['histories'] },
): Promise<void> {
  const { points, stories } = histories
  if (Object.keys(stories).length > 0) await store.saveNotes(projectGid, notes)
  for (const [taskGid, history] of Object.entries(points)) {
    if (history !== known[taskGid]) await store.saveHistory(projectGid, taskGid, history)
  }
}

/** Tasks as the domain knows them; the service's own health task is told apart. */
function toItems(items: readonly ItemRead[], notes: Notes, botGid: string): Item[] {
  return items.map(({ createdBy, ...item }) => ({
    ...item,
    isHealthTask: isHealthTask({ ...item, ...(createdBy ? { createdBy } : {}) }, notes, botGid),
  }))
}

function statusNote(status: Notes['status']): Pick<Notes, 'status'> {
  return status ? { status } : {}
}
