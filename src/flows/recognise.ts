import type { Item, Moment, Point, Tagged } from '../domain/model.ts'
import type { Notes } from '../domain/plan/notes.ts'
import { tagProject } from '../domain/v2mom/tag.ts'
import { findComments, findHealthTask, isHealthTask } from './find-notes.ts'
import { readHistories } from './histories.ts'
import type { AsanaPort, ItemRead, ProjectMemory, StorePort } from './ports.ts'
import type { Snapshot } from './read-project.ts'

export type Recognised = Readonly<{
  tagged: Tagged
  notes: Notes
  histories: Readonly<Record<string, readonly Point[]>>
}>

/** Connects what was read with what is remembered: our own texts, the V2MOM places, the past of every measure. */
export async function recognise(
  deps: { asana: AsanaPort; store: StorePort; botGid: string },
  { project, items, fields }: Snapshot,
  memory: ProjectMemory,
  at: Moment,
): Promise<Recognised> {
  const isFirstSight = memory.summary === undefined
  const notes = await findHealthTask(deps, items, { notes: memory.notes, isFirstSight }, at)
  const tagged = tagProject({ project, items: toItems(items, notes, deps.botGid), fields })
  const measures = tagged.items.measures
  const { points, stories } = await readHistories(deps, {
    gid: project.gid,
    ...{ measures, fields, known: memory.histories, verifiedAt: memory.summary?.verifiedAt },
  })
  return {
    tagged,
    notes: { ...findComments(notes, measures, stories, deps.botGid), ...statusNote(project.status) },
    histories: points,
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
