import type { AsanaPort, EventsPage, StorePort } from '../ports/index.ts'
import { isRelevant } from './is-relevant.ts'
import { markAllDirty, markDirty } from './mark-dirty.ts'

/** Asana answers with up to 100 events at a time; a project that has more to tell goes on at the next look. */
const MAX_ANSWERS = 100

/**
 * Asks Asana what changed in a project since the last look; true when the mirror may be out of date.
 * The first look only fetches a sync token; an expired one means that anything may have happened.
 */
export async function pollProject(
  { asana, store, botGid }: { asana: AsanaPort; store: StorePort; botGid: string },
  projectGid: string,
  botManagedGids: ReadonlySet<string>,
): Promise<boolean> {
  const before = await store.readEventsCursor(projectGid)
  let answer: EventsPage | undefined
  let isChanged = false
  for (let answers = 0; answers < MAX_ANSWERS && answer?.hasMore !== false; answers += 1) {
    answer = await asana.readEvents(projectGid, answer?.sync ?? before)
    const relevant = answer.changes.filter((change) => isRelevant(change, { botGid, botManagedGids }))
    if (answer.expired) await markAllDirty(store, projectGid)
    await markDirty(store, projectGid, relevant)
    isChanged ||= answer.expired || relevant.length > 0
  }
  // Saved only now: a crash before this point asks for the same changes again.
  if (answer) await store.saveEventsCursor(projectGid, answer.sync)
  return isChanged
}
