import { syncPortfolio } from '../flows/rollup.ts'
import { syncProject } from '../flows/sync.ts'
import { patiently } from './patiently.ts'
import { findProjects, type Session } from './session.ts'
import { describeWrites, percent } from './words.ts'

const LOCK_WAIT_MS = 60_000

/** `sync [gid]`: refreshes one project, or all of them and then their portfolios. True when all went well. */
export async function runSync(session: Session, only: string | undefined): Promise<boolean> {
  const { config, deps, print, say } = session
  const mirrored = await findProjects(session)
  const gids = only ? [only] : mirrored
  let isFine = true
  for (const [index, gid] of gids.entries()) {
    const place = `[${index + 1}/${gids.length}]`
    try {
      const { summary, writes } = await patiently(() => syncProject(deps, gid, { lockWaitMs: LOCK_WAIT_MS }), say)
      print(`${place} ${summary.name}: ${summary.health} (${percent(summary.attainment)}), ${describeWrites(writes)}`)
    } catch (error) {
      isFine = false
      say(`${place} ${gid}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  for (const gid of only ? [] : config.asana.portfolioGids) {
    const result = await patiently(() => syncPortfolio(deps, gid, { lockWaitMs: LOCK_WAIT_MS }), say)
    if (result)
      print(`Portfolio ${result.summary.name}: ${result.summary.health} (${percent(result.summary.attainment)})`)
  }
  return isFine
}
