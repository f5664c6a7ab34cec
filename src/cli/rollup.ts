import type { IsoWeek } from '../domain/model.ts'
import type { Write } from '../domain/plan/write.ts'
import { toDay, weekOf } from '../domain/week.ts'
import { rollUpPortfolio } from '../flows/portfolios/roll-up-portfolio.ts'
import { type FailedItem, forEach } from './for-each-project.ts'
import { plain, toTerminalText } from './format.ts'
import { findProjects, type Session } from './session.ts'
import { LOCK_WAIT_MS, syncWhole } from './sync-all.ts'
import { UsageError } from './usage.ts'

/** What became of the weekly update of one project or portfolio. */
export type Update = Readonly<{
  gid: string
  kind: 'project' | 'portfolio'
  name: string
  /** `silent`: none is due here. */
  state: 'posted' | 'would post' | 'posted already' | 'silent'
  title?: string
  text?: string
}>

export type WeeklyUpdateReport = Readonly<{ week: IsoWeek; updates: readonly Update[]; missed: readonly FailedItem[] }>

/**
 * `rollup [--week] [--dry-run]`: posts the weekly update of every project and portfolio that has none for the week,
 * or tells what it would post.
 */
export async function runRollup(session: Session, wanted: IsoWeek | undefined): Promise<WeeklyUpdateReport> {
  const { config, deps, print } = session
  const week = readWeek(wanted, toDay(deps.clock().toISOString(), config.timeZone))
  const updates: Update[] = []
  const add = (update: Update, place = '') => {
    updates.push(update)
    for (const line of renderUpdate(update, week)) print(`${place}${line}`)
  }
  const missedProjects = await forEach(session, await findProjects(session), async (gid, place) => {
    const { summary, plan } = await syncWhole(deps, gid, week)
    add(
      toUpdate(session, { gid, kind: 'project', name: summary.name }, plan, summary.skipsWeeklyUpdate === true),
      `${place} `,
    )
  })
  const missedPortfolios = await forEach(session, config.asana.portfolioGids, async (gid) => {
    const result = await rollUpPortfolio(deps, gid, { dueWeek: week, timeoutMs: 0, lockWaitMs: LOCK_WAIT_MS })
    if (result) add(toUpdate(session, { gid, kind: 'portfolio', name: result.summary.name }, result.plan, false))
  })
  if (deps.observeOnly) print('Nothing was written.')
  return { week, updates, missed: [...missedProjects, ...missedPortfolios] }
}

function readWeek(wanted: IsoWeek | undefined, today: string): IsoWeek {
  const running = weekOf(today)
  const week = wanted ?? running
  if (week > running) throw new UsageError(`--week ${week} has not begun: the running week is ${running}`)
  return week
}

function toUpdate(
  { deps }: Session,
  whose: Pick<Update, 'gid' | 'kind' | 'name'>,
  plan: readonly Write[],
  skipsWeeklyUpdate: boolean,
): Update {
  const update = plan.find((write) => write.kind === 'status')
  if (!update) return { ...whose, state: skipsWeeklyUpdate ? 'silent' : 'posted already' }
  const state = deps.observeOnly ? 'would post' : 'posted'
  return { ...whose, state, title: update.title, text: toTerminalText(update.html) }
}

function renderUpdate({ kind, name, state, title = '', text = '' }: Update, week: IsoWeek): string[] {
  const who = `${kind === 'portfolio' ? 'Portfolio ' : ''}${plain(name)}`
  if (state === 'silent') return [`${who}: no update is due here (paused, archived, completed or empty)`]
  if (state === 'posted already') return [`${who}: ${week} is posted already`]
  const line = `${who}: ${state} "${plain(title)}"`
  return state === 'posted' ? [line] : [`${line}\n\n${text.replace(/^/gm, '    ')}\n`]
}
