import type { IsoWeek } from '../domain/model.ts'
import type { Write } from '../domain/plan/write.ts'
import { toDay, weekOf } from '../domain/week.ts'
import { rollUpPortfolio } from '../flows/portfolios/roll-up-portfolio.ts'
import { UsageError } from './errors.ts'
import { stripControlChars, toTerminalText } from './format.ts'
import { type FailedItem, findProjects, forEachGid, fullSync, LOCK_WAIT_MS } from './projects.ts'
import type { Session } from './session.ts'

/** The outcome for one project or portfolio. */
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
 * `rollup [--week] [--dry-run]`: posts the weekly update of every project and portfolio that has none for the week, or
 * prints it in a dry run.
 */
export async function runRollup(session: Session, wanted: IsoWeek | undefined): Promise<WeeklyUpdateReport> {
  const { config, deps, stdout } = session
  const week = readWeek(wanted, toDay(deps.clock().toISOString(), config.timeZone))
  const updates: Update[] = []
  const add = (update: Update, prefix = '') => {
    updates.push(update)
    for (const line of renderUpdate(update, week)) stdout(`${prefix}${line}`)
  }
  const failedProjects = await forEachGid(session, await findProjects(session), async (gid, position) => {
    const { summary, plan } = await fullSync(deps, gid, week)
    const skips = summary.skipsWeeklyUpdate === true
    add({ gid, kind: 'project', name: summary.name, ...toOutcome(session, plan, skips) }, `${position} `)
  })
  const failedPortfolios = await forEachGid(session, config.asana.portfolioGids, async (gid) => {
    const result = await rollUpPortfolio(deps, gid, { dueWeek: week, timeoutMs: 0, lockWaitMs: LOCK_WAIT_MS })
    if (!result) return
    add({ gid, kind: 'portfolio', name: result.summary.name, ...toOutcome(session, result.plan, false) })
  })
  if (deps.observeOnly) stdout('Nothing was written.')
  return { week, updates, missed: [...failedProjects, ...failedPortfolios] }
}

function readWeek(wanted: IsoWeek | undefined, today: string): IsoWeek {
  const running = weekOf(today)
  const week = wanted ?? running
  if (week > running) throw new UsageError(`--week ${week} has not begun: the running week is ${running}`)
  return week
}

function toOutcome(
  { deps }: Session,
  plan: readonly Write[],
  skipsWeeklyUpdate: boolean,
): Pick<Update, 'state' | 'title' | 'text'> {
  const update = plan.find((write) => write.kind === 'status')
  if (!update) return { state: skipsWeeklyUpdate ? 'silent' : 'posted already' }
  return {
    state: deps.observeOnly ? 'would post' : 'posted',
    title: update.title,
    text: toTerminalText(update.html),
  }
}

function renderUpdate({ kind, name, state, title = '', text = '' }: Update, week: IsoWeek): string[] {
  const who = `${kind === 'portfolio' ? 'Portfolio ' : ''}${stripControlChars(name)}`
  if (state === 'silent') return [`${who}: no update is due here (paused, archived, completed or empty)`]
  if (state === 'posted already') return [`${who}: ${week} is posted already`]
  const line = `${who}: ${state} "${stripControlChars(title)}"`
  return state === 'posted' ? [line] : [`${line}\n\n${text.replace(/^/gm, '    ')}\n`]
}
