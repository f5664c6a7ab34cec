import type { FieldDefinition, FieldValue } from '../../domain/model.ts'
import type { FetchedTask } from '../ports/index.ts'
import type { SetupAsana } from './current-state.ts'
import { toSampleValues } from './make-template.ts'
import { skipIfInaccessible, unlessNotInPlan } from './optional-reads.ts'
import type { RemovalScope } from './removal.ts'
import { SAMPLE_TASKS } from './template.ts'

/** Where people have filled in fields: field gid → portfolio or project gid → number of values. */
export type FieldUsage = ReadonlyMap<string, ReadonlyMap<string, number>>

type FieldCarrier = Readonly<{ parentGid: string; values: Readonly<Record<string, FieldValue>> }>

/**
 * Counts the values of these fields in every project and portfolio that the token can see, archived ones too. Values of
 * the sample tasks do not count while they are as setup wrote them.
 */
export async function readFieldUsage(
  asana: SetupAsana,
  scope: RemovalScope,
  definitions: readonly FieldDefinition[],
  fieldGids: ReadonlySet<string>,
): Promise<FieldUsage> {
  const samples = new Map(
    SAMPLE_TASKS.map(({ name, values = {} }) => [name, toSampleValues({ ...scope, definitions }, values)]),
  )
  const isSample = (item: FetchedTask, gid: string) =>
    item.createdBy === scope.meGid && same(samples.get(item.name)?.[gid], item.values[gid])
  const usage = new Map<string, Map<string, number>>()
  const count = ({ parentGid, values }: FieldCarrier) => {
    for (const gid of Object.keys(values).filter((gid) => fieldGids.has(gid))) {
      const parents = usage.get(gid) ?? new Map<string, number>()
      usage.set(gid, parents.set(parentGid, (parents.get(parentGid) ?? 0) + 1))
    }
  }
  for (const { gid: parentGid } of await findProjectsWith(asana, scope.workspaceGid, fieldGids)) {
    for (const item of await asana.readTasks(parentGid)) {
      const values = Object.entries(item.values).filter(([gid]) => !isSample(item, gid))
      count({ parentGid, values: Object.fromEntries(values) })
    }
  }
  for (const carrier of await readPortfolioCarriers(asana, scope, fieldGids)) count(carrier)
  return usage
}

async function findProjectsWith(asana: SetupAsana, workspaceGid: string, fieldGids: ReadonlySet<string>) {
  const all = [
    ...(await asana.readProjects(workspaceGid)),
    ...(await asana.readProjects(workspaceGid, { isArchived: true })),
  ]
  return all.filter((project) => project.fieldGids.some((gid) => fieldGids.has(gid)))
}

async function readPortfolioCarriers(
  asana: SetupAsana,
  { workspaceGid, portfolioGids }: RemovalScope,
  fieldGids: ReadonlySet<string>,
): Promise<FieldCarrier[]> {
  const visible = (await unlessNotInPlan(asana.readPortfolios(workspaceGid))) ?? []
  const carriers: FieldCarrier[] = []
  for (const gid of new Set([...portfolioGids, ...visible.map((portfolio) => portfolio.gid)])) {
    const read = await skipIfInaccessible(asana.readPortfolio(gid))
    if (!read?.projectFields.some((field) => fieldGids.has(field.gid))) continue
    for (const { gid: projectGid } of (await asana.readPortfolioItems(gid)).projects) {
      const contained = await skipIfInaccessible(asana.readProject(projectGid))
      if (contained) carriers.push({ parentGid: gid, values: contained.project.values })
    }
  }
  return carriers
}

function same(a: FieldValue | null | undefined, b: FieldValue | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
