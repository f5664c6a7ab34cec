import type { IsoWeek, PortfolioSummary, ProjectSummary, Thresholds } from '../../domain/model.ts'
import { planPortfolio } from '../../domain/plan/plan-portfolio.ts'
import type { ProjectState } from '../../domain/plan/project-state.ts'
import type { Write } from '../../domain/plan/write.ts'
import { rollUpProjects } from '../../domain/rollup/portfolio.ts'
import { toEvaluationTime } from '../../domain/week.ts'
import { type ApplyDeps, applyPlan } from '../apply/apply-plan.ts'
import type { AsanaPort, PortfolioContents, StorePort } from '../ports/index.ts'
import { findWeeklyUpdates } from '../sync/weekly-updates.ts'

export type RollUpDeps = ApplyDeps &
  Readonly<{
    asana: Pick<AsanaPort, 'withWriteGuard' | 'readStatuses'>
    store: Pick<
      StorePort,
      | 'withLock'
      | 'readPortfolioContents'
      | 'readPortfolioState'
      | 'readSummaries'
      | 'readInaccessibleProjects'
      | 'savePortfolio'
    >
    timeZone: string
    thresholds: Thresholds
  }>

export type RollUpOptions = Readonly<{
  /** The week whose weekly update is due by now. */
  dueWeek?: IsoWeek | undefined
  /** How long the update waits for those of its projects, in milliseconds; default 1 hour. */
  timeoutMs?: number
  lockWaitMs?: number
}>

export type RollUpResult = Readonly<{
  summary: PortfolioSummary
  /** What was to be written; with `observeOnly` none of it was. */
  plan: readonly Write[]
  writes: number
  /** Projects whose own weekly update is still to come. */
  waitsFor: readonly string[]
}>

export const ROLL_UP_TIMEOUT_MS = 60 * 60 * 1000

/**
 * Rolls up a portfolio from the stored summaries of its projects, and posts its weekly update after theirs, or after an
 * hour with what there is. Undefined when the portfolio was not read from Asana yet. Throws LockUnavailableError,
 * RetryLaterError and PortError.
 */
export async function rollUpPortfolio(
  deps: RollUpDeps,
  portfolioGid: string,
  { dueWeek, timeoutMs = ROLL_UP_TIMEOUT_MS, lockWaitMs = 2_000 }: RollUpOptions = {},
): Promise<RollUpResult | undefined> {
  return deps.store.withLock(`portfolio:${portfolioGid}`, lockWaitMs, async (lock) => {
    const contents = (await deps.store.readPortfolioContents())[portfolioGid]
    const asana = deps.asana.withWriteGuard(lock.assertHeld)
    return contents && rollUp({ ...deps, asana }, contents, dueWeek, timeoutMs)
  })
}

async function rollUp(
  deps: RollUpDeps,
  contents: PortfolioContents,
  week: IsoWeek | undefined,
  timeoutMs: number,
): Promise<RollUpResult> {
  const { store, thresholds, clock } = deps
  const { portfolio, projectGids } = contents
  const [stored, projects, inaccessible] = await Promise.all([
    store.readPortfolioState(portfolio.gid),
    store.readSummaries(projectGids),
    store.readInaccessibleProjects(),
  ])
  const summary = rollUpProjects({ portfolio, projects, thresholds })
  const isDue = week !== undefined && !portfolio.archived && !stored.weeklyUpdateGids[week]
  const state = isDue ? withDueUpdate(stored, week, clock()) : stored
  const mayWait = isDue && clock().getTime() - Date.parse(state.dueUpdate?.since ?? '') < timeoutMs
  const open = projectGids.filter((gid) => !inaccessible.has(gid))
  const waitsFor = mayWait ? open.filter((gid) => !hasPosted(gid, projects, week)) : []
  const isTime = isDue && waitsFor.length === 0 && projects.length > 0
  const done = isTime ? await postUpdate(deps, contents, { summary, state, week }) : { state, plan: [], writes: 0 }
  await store.savePortfolio(portfolio.gid, { summary, state: done.state })
  return { summary, plan: done.plan, writes: done.writes, waitsFor }
}

/** Waiting begins when the update is first known to be due, which after an outage is late in the week. */
function withDueUpdate(state: ProjectState, week: IsoWeek, now: Date): ProjectState {
  return state.dueUpdate?.week === week ? state : { ...state, dueUpdate: { week, since: now.toISOString() } }
}

/** Its weekly update stands, or none is due there. */
function hasPosted(gid: string, projects: readonly ProjectSummary[], week: IsoWeek): boolean {
  const project = projects.find((candidate) => candidate.gid === gid)
  return project !== undefined && (project.skipsWeeklyUpdate === true || (project.weekly?.week ?? '') >= week)
}

async function postUpdate(
  deps: RollUpDeps,
  { portfolio }: PortfolioContents,
  { summary, state, week }: { summary: PortfolioSummary; state: ProjectState; week: IsoWeek },
): Promise<{ state: ProjectState; plan: readonly Write[]; writes: number }> {
  const { asana, store, clock, timeZone } = deps
  const { posted, previous, newest } = await findWeeklyUpdates(asana, portfolio.gid, week, timeZone)
  if (posted) {
    const weeklyUpdateGids = { ...state.weeklyUpdateGids, [week]: posted }
    return { state: { ...state, weeklyUpdateGids }, plan: [], writes: 0 }
  }
  const plan = planPortfolio({
    portfolio: newest ? { ...portfolio, status: newest } : portfolio,
    summary,
    week,
    at: toEvaluationTime(clock(), timeZone),
    ...(previous ? { previous } : {}),
  })
  const saveState = (changed: ProjectState) => store.savePortfolio(portfolio.gid, { summary, state: changed })
  const target = { parentGid: portfolio.gid, fields: {}, projectFields: {}, state, saveState }
  const applied = await applyPlan(deps, target, plan)
  return { state: applied.state, plan, writes: applied.written.length }
}
