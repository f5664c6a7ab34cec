import type { IsoWeek, PortfolioSummary, ProjectSummary } from '../../domain/model.ts'
import { planPortfolio } from '../../domain/plan/plan-portfolio.ts'
import type { ProjectState } from '../../domain/plan/project-state.ts'
import type { Write } from '../../domain/plan/write.ts'
import { enqueuePortfolioRollup } from '../../domain/rollup/portfolio.ts'
import { applyWrites } from '../apply/apply-plan.ts'
import type { PortfolioContents } from '../ports/index.ts'
import { HEALTH_TASK_NAME } from '../sync/find-health-task.ts'
import { type SyncDeps, toEvaluationTime } from '../sync/sync-project.ts'
import { findWeeklyUpdates } from '../sync/weekly-updates.ts'

export type RollupResult = Readonly<{
  summary: PortfolioSummary
  /** What was to be written; with `observeOnly` none of it was. */
  plan: readonly Write[]
  writes: number
  /** Projects whose own weekly update is still to come. */
  waitsFor: readonly string[]
}>

export type RollupOptions = Readonly<{
  dueWeek?: IsoWeek | undefined
  /** How long to wait for the updates of its projects; default 1 hour. */
  timeoutMs?: number
  lockWaitMs?: number
}>

export const PATIENCE_MS = 60 * 60 * 1000

/**
 * Rolls up one portfolio from what is stored of its projects, and posts its weekly update after theirs – or, when its
 * patience is over, with what there is. Undefined when the portfolio is not known (yet).
 */
export async function syncPortfolio(
  deps: SyncDeps,
  portfolioGid: string,
  { dueWeek, timeoutMs = PATIENCE_MS, lockWaitMs = 2_000 }: RollupOptions = {},
): Promise<RollupResult | undefined> {
  return deps.store.withLock(`portfolio:${portfolioGid}`, lockWaitMs, async (lock) => {
    const members = (await deps.store.readPortfolioContents())[portfolioGid]
    const asana = deps.asana.withWriteGuard(lock.assertHeld)
    return members && rollUp({ ...deps, asana }, members, dueWeek, timeoutMs)
  })
}

async function rollUp(
  deps: SyncDeps,
  members: PortfolioContents,
  week: IsoWeek | undefined,
  timeoutMs: number,
): Promise<RollupResult> {
  const { store, thresholds, clock } = deps
  const { portfolio, projectGids } = members
  const [known, projects, closed] = await Promise.all([
    store.readPortfolioState(portfolio.gid),
    store.readSummaries(projectGids),
    store.readInaccessibleProjects(),
  ])
  const summary = enqueuePortfolioRollup({ portfolio, projects, thresholds })
  const isOwed = week !== undefined && !portfolio.archived && !known.weeklyUpdateGids[week]
  const state = isOwed ? withDueUpdate(known, week, clock()) : known
  const isPatient = isOwed && clock().getTime() - Date.parse(state.dueUpdate?.since ?? '') < timeoutMs
  const open = projectGids.filter((gid) => !closed.has(gid))
  const waitsFor = isPatient ? open.filter((gid) => !hasPosted(gid, projects, week)) : []
  const isDue = isOwed && waitsFor.length === 0 && projects.length > 0
  const done = isDue ? await postUpdate(deps, members, summary, state, week) : { state, plan: [], writes: 0 }
  await store.savePortfolio(portfolio.gid, { summary, state: done.state })
  return { summary, plan: done.plan, writes: done.writes, waitsFor }
}

/** Waiting begins when the week is first seen to be owed, which after an outage is late in the week. */
function withDueUpdate(state: ProjectState, week: IsoWeek, now: Date): ProjectState {
  return state.dueUpdate?.week === week ? state : { ...state, dueUpdate: { week, since: now.toISOString() } }
}

/** Its weekly update stands, or none is due there. */
function hasPosted(gid: string, projects: readonly ProjectSummary[], week: IsoWeek): boolean {
  const project = projects.find((candidate) => candidate.gid === gid)
  return project !== undefined && (project.skipsWeeklyUpdate === true || (project.weekly?.week ?? '') >= week)
}

async function postUpdate(
  deps: SyncDeps,
  { portfolio }: PortfolioContents,
  summary: PortfolioSummary,
  state: ProjectState,
  week: IsoWeek,
): Promise<{ state: ProjectState; plan: readonly Write[]; writes: number }> {
  const { asana, store, clock, timeZone } = deps
  const { posted, previous, newest } = await findWeeklyUpdates(asana, portfolio.gid, week, timeZone)
  if (posted)
    return { state: { ...state, weeklyUpdateGids: { ...state.weeklyUpdateGids, [week]: posted } }, plan: [], writes: 0 }
  const plan = planPortfolio({
    portfolio: newest ? { ...portfolio, status: newest } : portfolio,
    ...{ summary, week, at: toEvaluationTime(clock(), timeZone) },
    ...(previous ? { previous } : {}),
  })
  const saveState = (changed: ProjectState) => store.savePortfolio(portfolio.gid, { summary, state: changed })
  const target = { ...deps, parentGid: portfolio.gid, fields: {}, projectFields: {}, healthTaskName: HEALTH_TASK_NAME }
  const applied = await applyWrites({ ...deps, now: () => clock().toISOString(), saveState }, target, plan, state)
  return { state: applied.state, plan, writes: applied.written.length }
}
