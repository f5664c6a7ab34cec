import { FIELD_TABLE } from '../../domain/fields/field-table.ts'
import type { EvaluationTime, Fields, IsoWeek, ProjectSummary, Thresholds, V2momRecord } from '../../domain/model.ts'
import { planProject } from '../../domain/plan/plan.ts'
import type { ProjectState } from '../../domain/plan/project-state.ts'
import type { Write } from '../../domain/plan/write.ts'
import { evaluateProject } from '../../domain/rollup/assess.ts'
import { toDay } from '../../domain/week.ts'
import { skipsWeeklyUpdate } from '../../domain/weekly-update-rules.ts'
import { applyWrites, type OnWrite } from '../apply/apply-plan.ts'
import type { FieldDeps } from '../apply/ensure-fields.ts'
import { rejectionFindings } from '../apply/rejected-writes.ts'
import type { Scope } from '../portfolios/tracked-projects.ts'
import type { FetchedProject, Log, StoredProject } from '../ports/index.ts'
import { HEALTH_TASK_NAME } from './find-health-task.ts'
import { applyToCachedProject, changesProject } from './project-cache.ts'
import { readSnapshot, type Snapshot } from './read-project.ts'
import type { ItemDeps } from './read-tasks.ts'
import { type RestoredState, restoreState } from './restore-state.ts'
import { findAffectedProjects } from './shared-tasks.ts'
import { findWeeklyUpdates, type WeeklyUpdates } from './weekly-updates.ts'

export type SyncDeps = FieldDeps &
  ItemDeps &
  Readonly<{
    log: Log
    clock: () => Date
    timeZone: string
    thresholds: Thresholds
    scope: Scope
    observeOnly: boolean
    /** How long a write that was not answered may still take effect. */
    unackedWriteTtlMs: number
    botGid: string
    onWrite?: OnWrite
  }>

export type SyncResult = Readonly<{
  summary: ProjectSummary
  /** Something a portfolio's figures or texts are made of is different now. */
  isChanged: boolean
  portfolioGids: readonly string[]
  /** Other projects to sync: who writes a measure that they share with this one may have changed. */
  affectedProjectGids: readonly string[]
  records: readonly V2momRecord[]
  /** What was to be written; with `observeOnly` none of it was. */
  plan: readonly Write[]
  writes: number
}>

/**
 * Refreshes one project: read, tag, judge, plan, write the difference, remember. One run at a time per project.
 * `owedWeek` is the week whose weekly update is due by now.
 */
export async function syncProject(
  deps: SyncDeps,
  projectGid: string,
  { dueWeek, lockWaitMs = 2_000 }: { dueWeek?: IsoWeek | undefined; lockWaitMs?: number } = {},
): Promise<SyncResult> {
  return deps.store.withLock(`project:${projectGid}`, lockWaitMs, (lock) =>
    runSync({ ...deps, asana: deps.asana.withWriteGuard(lock.assertHeld) }, projectGid, dueWeek),
  )
}

async function runSync(deps: SyncDeps, projectGid: string, dueWeek: IsoWeek | undefined): Promise<SyncResult> {
  const { store, pins, clock, scope } = deps
  const at = toEvaluationTime(clock(), deps.timeZone)
  const [stored, members] = await Promise.all([store.readProject(projectGid), store.readPortfolioContents()])
  const { cachedProject, version } = stored
  const snapshot = await readSnapshot(deps, projectGid, {
    ...{ state: stored.state, members, pins, scope, details: cachedProject },
  })
  const seen = await restoreState(deps, snapshot, stored)

  const { fields, projectFields, portfolioGids } = snapshot
  const { classified, managedElsewhere } = seen
  const week = skipsWeeklyUpdate(snapshot.project, classified) ? undefined : dueWeek
  const { state, update } = await findDueUpdate(deps, projectGid, { ...stored, state: seen.state }, week)
  // The look shows the newest status of all: a person may have paused the project a moment ago.
  const project = update?.newest ? { ...snapshot.project, status: update.newest } : snapshot.project
  const summary = {
    ...assess(deps, { ...snapshot, project }, seen, at),
    skipsWeeklyUpdate: skipsWeeklyUpdate(project, classified),
  }
  const dueUpdate = update && !update.posted ? { dueUpdate: update } : {}
  const plan = planProject({
    project,
    summary,
    classified,
    fields,
    projectFields,
    managedElsewhere,
    state,
    ...dueUpdate,
    at,
  })

  // A run that dies between a write and its note must not leave details that say what is no longer so.
  const isTouched = plan.some(changesProject)
  const mark = isTouched ? await store.invalidateProject(projectGid) : version
  const isUndisturbed = mark === version + Number(isTouched)

  const saveState = (changed: ProjectState) => store.saveState(projectGid, changed)
  const target = { ...deps, parentGid: projectGid, fields, projectFields, healthTaskName: HEALTH_TASK_NAME }
  const applied = await applyWrites({ ...deps, now: () => clock().toISOString(), saveState }, target, plan, state)

  const result = {
    ...summary,
    ...weekly(stored, summary, applied.state, update),
    findings: findings(summary, applied.state, snapshot),
  }
  const remembered = { ...applied.state, fields: applied.fields }
  await store.saveProject(projectGid, { summary: result, records: classified.records, state: remembered })
  const known = applyToCachedProject(snapshot.read, applied, projectFields)
  if (isTouched || !cachedProject) await cacheProject_(deps, projectGid, isUndisturbed ? known : undefined, mark)
  await store.addBotManagedGids(botManagedGids(remembered, applied.fields, projectFields))
  const shared = { gid: projectGid, tasks: classified.tasks, tracked: snapshot.tracked }
  return {
    summary: result,
    isChanged: !isSame(stored.summary, result),
    affectedProjectGids: findAffectedProjects(shared, stored.summary, result),
    ...{ portfolioGids, records: classified.records, plan, writes: applied.written.length },
  }
}

/** Details that somebody dropped meanwhile may be out of date, and so may be those that others have just read. */
async function cacheProject_({ store }: SyncDeps, gid: string, details: FetchedProject | undefined, mark: number) {
  const isCurrent = (await store.readVersion(gid)) === mark
  await (details && isCurrent ? store.cacheProject(gid, details, mark) : store.invalidateProject(gid))
}

/** When a judgement is made: the instant, and the day it is for the team. */
export function toEvaluationTime(now: Date, timeZone: string): EvaluationTime {
  const instant = now.toISOString()
  return { now: instant, today: toDay(instant, timeZone), timeZone }
}

function assess({ thresholds }: SyncDeps, snapshot: Snapshot, seen: RestoredState, at: EvaluationTime): ProjectSummary {
  const { project, fields, weight } = snapshot
  const { classified, histories } = seen
  return evaluateProject({
    project,
    classified,
    fields,
    histories,
    at,
    thresholds,
    ...(weight === undefined ? {} : { weight }),
  })
}

type Update = WeeklyUpdates & Readonly<{ week: IsoWeek }>

/** Asana itself tells whether this week's update stands: look before posting, adopt what is found. */
async function findDueUpdate(
  { asana, timeZone }: SyncDeps,
  projectGid: string,
  { state, summary }: StoredProject,
  week: IsoWeek | undefined,
): Promise<{ state: ProjectState; update?: Update }> {
  // Noted but not told: the run that posted it did not come to its end, and the portfolio waits to hear of it.
  const isTold = week !== undefined && (summary?.weekly?.week ?? '') >= week
  if (!week || (state.weeklyUpdateGids[week] && isTold)) return { state }
  const found = await findWeeklyUpdates(asana, projectGid, week, timeZone)
  const posted = found.posted ?? state.weeklyUpdateGids[week]
  if (!posted) return { state, update: { week, ...found } }
  return {
    state: { ...state, weeklyUpdateGids: { ...state.weeklyUpdateGids, [week]: posted } },
    update: { week, ...found, posted },
  }
}

/** What the portfolio's update tells of this one: that it stands, and how far the figure moved. */
function weekly(stored: StoredProject, summary: ProjectSummary, state: ProjectState, update: Update | undefined) {
  const known = stored.summary?.weekly
  const isNews = update && state.weeklyUpdateGids[update.week] && update.week >= (known?.week ?? '')
  if (!isNews) return known ? { weekly: known } : {}
  const before = update.previous?.attainment
  const isComparable = before !== undefined && summary.attainment !== undefined
  return { weekly: { week: update.week, ...(isComparable ? { change: (summary.attainment ?? 0) - before } : {}) } }
}

function findings(
  summary: ProjectSummary,
  state: ProjectState,
  { portfolioFindings }: Snapshot,
): ProjectSummary['findings'] {
  return [...summary.findings, ...portfolioFindings, ...rejectionFindings(state)]
}

/** What the service fills: its fields, and the health task. */
function botManagedGids({ healthTask }: ProjectState, ...sets: readonly Fields[]): string[] {
  const keys = FIELD_TABLE.filter(({ owner }) => owner === 'service').map(({ key }) => key)
  const fields = sets.flatMap((set) => keys.flatMap((key) => set[key]?.gid ?? []))
  return healthTask ? [...fields, healthTask.gid] : fields
}

function isSame(before: ProjectSummary | undefined, summary: ProjectSummary): boolean {
  const timeless = (value: ProjectSummary | undefined) => JSON.stringify({ ...value, verifiedAt: undefined })
  return timeless(before) === timeless(summary)
}
