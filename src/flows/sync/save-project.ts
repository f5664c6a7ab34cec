import { FIELD_TABLE } from '../../domain/fields/field-table.ts'
import type { Fields, ProjectSummary, V2momRecord } from '../../domain/model.ts'
import type { ProjectState } from '../../domain/plan/project-state.ts'
import type { Write } from '../../domain/plan/write.ts'
import type { Applied } from '../apply/apply-plan.ts'
import { rejectionFindings } from '../apply/rejected-writes.ts'
import type { StorePort } from '../ports/index.ts'
import type { ProjectSnapshot } from './fetch-project.ts'
import type { LoadedProject } from './load-project.ts'
import { applyToCachedProject } from './project-cache.ts'
import { findAffectedProjects } from './shared-tasks.ts'

export type SyncResult = Readonly<{
  summary: ProjectSummary
  /** The figures or texts of its portfolios may differ now. */
  isChanged: boolean
  portfolioGids: readonly string[]
  /** Other projects to sync: who writes a measure that they share with this one may have changed. */
  affectedProjectGids: readonly string[]
  records: readonly V2momRecord[]
  /** What was to be written; with `observeOnly` none of it was. */
  plan: readonly Write[]
  /** How many of them Asana acknowledged. */
  writes: number
}>

type FinishedSync = Readonly<{
  loaded: LoadedProject
  fetched: ProjectSnapshot
  summary: ProjectSummary
  plan: readonly Write[]
  applied: Applied
}>

/** The last step of a sync: keeps its results, and says what follows from them. */
export async function saveProject(
  { store }: { store: Pick<StorePort, 'saveProject' | 'addBotManagedGids'> },
  { loaded, fetched, summary: evaluated, plan, applied }: FinishedSync,
): Promise<SyncResult> {
  const { gid, stored, tracked } = loaded
  const { records, tasks } = fetched.classified
  const summary = toSummary(loaded, fetched, evaluated, applied.state)
  const state = { ...applied.state, fields: applied.fields }
  await store.saveProject(gid, { summary, records, state })
  await loaded.cache.commit(applyToCachedProject(fetched.response, applied, fetched.projectFields))
  await store.addBotManagedGids(botManagedGids(state, applied.fields, fetched.projectFields))
  return {
    summary,
    isChanged: !isSame(stored.summary, summary),
    portfolioGids: loaded.portfolioGids,
    affectedProjectGids: findAffectedProjects({ gid, tasks, tracked }, stored.summary, summary),
    records,
    plan,
    writes: applied.written.length,
  }
}

function toSummary(
  { stored, findings }: LoadedProject,
  fetched: ProjectSnapshot,
  summary: ProjectSummary,
  state: ProjectState,
): ProjectSummary {
  const weekly = weeklySummary(stored.summary?.weekly, summary, state, fetched)
  return {
    ...summary,
    ...(weekly ? { weekly } : {}),
    findings: [...summary.findings, ...findings, ...rejectionFindings(state)],
  }
}

/** What the portfolio's update tells of this project's: that it stands, and how far attainment moved. */
function weeklySummary(
  known: ProjectSummary['weekly'],
  { attainment }: ProjectSummary,
  { weeklyUpdateGids }: ProjectState,
  { dueUpdate }: ProjectSnapshot,
): ProjectSummary['weekly'] {
  if (!dueUpdate || !weeklyUpdateGids[dueUpdate.week] || dueUpdate.week < (known?.week ?? '')) return known
  const { week, previous } = dueUpdate
  const before = previous?.attainment
  return before === undefined || attainment === undefined ? { week } : { week, change: attainment - before }
}

/** What the service fills: its fields, and the health task. */
function botManagedGids({ healthTask }: ProjectState, ...sets: readonly Fields[]): string[] {
  const keys = FIELD_TABLE.filter(({ owner }) => owner === 'service').map(({ key }) => key)
  const fields = sets.flatMap((set) => keys.flatMap((key) => set[key]?.gid ?? []))
  return healthTask ? [...fields, healthTask.gid] : fields
}

function isSame(before: ProjectSummary | undefined, after: ProjectSummary): boolean {
  const timeless = (summary: ProjectSummary | undefined) => JSON.stringify({ ...summary, verifiedAt: undefined })
  return timeless(before) === timeless(after)
}
