import type { IsoWeek } from '../domain/model.ts'
import type { Write } from '../domain/plan/write.ts'
import { parseWeek, toDay, weekOf } from '../domain/week.ts'
import { syncPortfolio } from '../flows/rollup.ts'
import { syncProject } from '../flows/sync.ts'
import { patiently } from './patiently.ts'
import { findProjects, type Session } from './session.ts'
import { UsageError } from './usage.ts'
import { plain, toTerminalText } from './words.ts'

const LOCK_WAIT_MS = 60_000

/**
 * `rollup [--week] [--dry-run]`: posts the weekly update of every project and portfolio that has none for the week,
 * or prints what it would post. True when all went well.
 */
export async function runRollup(session: Session, wanted: string | undefined): Promise<boolean> {
  const { config, deps, print, say } = session
  const week = readWeek(wanted, toDay(deps.clock().toISOString(), config.timeZone))
  let isFine = true
  const gids = await findProjects(session)
  for (const [index, gid] of gids.entries()) {
    const place = `[${index + 1}/${gids.length}]`
    try {
      const options = { owedWeek: week, lockWaitMs: LOCK_WAIT_MS }
      const { summary, plan } = await patiently(() => syncProject(deps, gid, options), say)
      report(session, `${place} ${plain(summary.name)}`, plan, summary.isSilent === true, week)
    } catch (error) {
      isFine = false
      say(`${place} ${gid}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  for (const gid of config.asana.portfolioGids) {
    const options = { owedWeek: week, patienceMs: 0, lockWaitMs: LOCK_WAIT_MS }
    const result = await patiently(() => syncPortfolio(deps, gid, options), say)
    if (result) report(session, `Portfolio ${plain(result.summary.name)}`, result.plan, false, week)
  }
  if (deps.observeOnly) print('Nothing was written.')
  return isFine
}

function readWeek(wanted: string | undefined, today: string): IsoWeek {
  const running = weekOf(today)
  const week = wanted === undefined ? running : parseWeek(wanted)
  if (!week) throw new UsageError(`--week ${wanted}: expected an ISO week such as ${running}`)
  if (week > running) throw new UsageError(`--week ${week} has not begun: the running week is ${running}`)
  return week
}

function report(
  { deps, print }: Session,
  name: string,
  plan: readonly Write[],
  isSilent: boolean,
  week: IsoWeek,
): void {
  const update = plan.find((write) => write.kind === 'status')
  if (!update) {
    print(
      `${name}: ${isSilent ? 'no update is due here (paused, archived, completed or empty)' : `${week} is posted already`}`,
    )
    return
  }
  print(`${name}: ${deps.observeOnly ? 'would post' : 'posted'} "${plain(update.title)}"`)
  if (deps.observeOnly) print(`\n${toTerminalText(update.html).replace(/^/gm, '    ')}\n`)
}
