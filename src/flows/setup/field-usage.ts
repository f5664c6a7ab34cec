import type { FieldDefinition, FieldValue } from '../../domain/model.ts'
import type { FetchedTask } from '../ports/index.ts'
import type { SetupAsana } from './current-state.ts'
import { toSampleValues } from './make-template.ts'
import { skipIfInaccessible, unlessNotInPlan } from './optional-reads.ts'
import type { RemovalScope } from './removal.ts'
import { SAMPLE_TASKS } from './template.ts'

/** Where people have filled fields in: field gid → parent gid → how often. */
export type Uses = ReadonlyMap<string, ReadonlyMap<string, number>>

type FieldCarrier = Readonly<{ parentGid: string; values: Readonly<Record<string, FieldValue>> }>

/**
 * Looks for values of these fields in every project and portfolio the token can see, archived ones too. What setup
 * itself wrote into the sample tasks, and no person changed, is no person's data.
 */
export async function surveyUses(
  asana: SetupAsana,
  scope: RemovalScope,
  definitions: readonly FieldDefinition[],
  fieldGids: ReadonlySet<string>,
): Promise<Uses> {
  const samples = new Map(
    SAMPLE_TASKS.map(({ name, values = {} }) => [name, toSampleValues({ ...scope, definitions }, values)]),
  )
  const isSample = (item: FetchedTask, gid: string) =>
    item.createdBy === scope.meGid && same(samples.get(item.name)?.[gid], item.values[gid])
  const uses = new Map<string, Map<string, number>>()
  const count = ({ parentGid, values }: FieldCarrier) => {
    for (const gid of Object.keys(values).filter((gid) => fieldGids.has(gid))) {
      const parents = uses.get(gid) ?? new Map<string, number>()
      uses.set(gid, parents.set(parentGid, (parents.get(parentGid) ?? 0) + 1))
    }
  }
  for (const { gid: parentGid } of await projectsWith(asana, scope.workspaceGid, fieldGids)) {
    for (const item of await asana.readTasks(parentGid)) {
      const values = Object.entries(item.values).filter(([gid]) => !isSample(item, gid))
      count({ parentGid, values: Object.fromEntries(values) })
    }
  }
  for (const bearer of await projectsOfPortfolios(asana, scope, fieldGids)) count(bearer)
  return uses
}

async function projectsWith(asana: SetupAsana, workspaceGid: string, fieldGids: ReadonlySet<string>) {
  const all = [
    ...(await asana.readProjects(workspaceGid)),
    ...(await asana.readProjects(workspaceGid, { isArchived: true })),
  ]
  return all.filter((project) => project.fieldGids.some((gid) => fieldGids.has(gid)))
}

async function projectsOfPortfolios(
  asana: SetupAsana,
  { workspaceGid, portfolioGids }: RemovalScope,
  fieldGids: ReadonlySet<string>,
): Promise<FieldCarrier[]> {
  const visible = (await unlessNotInPlan(asana.readPortfolios(workspaceGid))) ?? []
  const bearers: FieldCarrier[] = []
  for (const gid of new Set([...portfolioGids, ...visible.map((portfolio) => portfolio.gid)])) {
    const read = await skipIfInaccessible(asana.readPortfolio(gid))
    if (!read?.projectFields.some((field) => fieldGids.has(field.gid))) continue
    for (const { gid: projectGid } of (await asana.readPortfolioItems(gid)).projects) {
      const held = await skipIfInaccessible(asana.readProject(projectGid))
      if (held) bearers.push({ parentGid: gid, values: held.project.values })
    }
  }
  return bearers
}

function same(a: FieldValue | null | undefined, b: FieldValue | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
