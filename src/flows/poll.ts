import type { AsanaPort, StorePort } from './ports.ts'
import { isRelevant } from './relevance.ts'

/**
 * Asks Asana what changed in a project since the last look; true when the mirror may be out of date.
 * The first look only fetches a sync token; an expired one means that anything may have happened.
 */
export async function pollProject(
  { asana, store, botGid }: { asana: AsanaPort; store: StorePort; botGid: string },
  projectGid: string,
  fieldGids: ReadonlySet<string>,
): Promise<boolean> {
  const before = await store.readSync(projectGid)
  let sync = before
  let isChanged = false
  for (;;) {
    const answer = await asana.readChanges(projectGid, sync)
    isChanged ||= answer.expired || answer.changes.some((change) => isRelevant(change, { botGid, fieldGids }))
    sync = answer.sync
    if (!answer.hasMore) break
  }
  // Saved only now: a crash before this point asks for the same changes again.
  await store.saveSync(projectGid, sync)
  return isChanged
}
