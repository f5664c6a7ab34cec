import { fieldEntry } from '../../domain/fields/field-table.ts'
import { markerKey } from '../../domain/fields/find-fields.ts'
import { FIELD_KEYS, type FieldDefinition, type FieldKey } from '../../domain/model.ts'
import { isSigned } from '../../domain/text/signature.ts'
import { parseTargetToken } from '../webhooks/target-url.ts'
import type { SetupAsana } from './current-state.ts'
import { surveyUses, type Uses } from './field-usage.ts'
import { skipIfInaccessible, unlessNotInPlan } from './optional-reads.ts'
import { quoted } from './quoted.ts'
import type { Removal, RemovalScope, RemovalStep } from './removal.ts'

/** What setup and the service have made and can be taken back without touching a person's field or data. */
export async function planRemoval(asana: SetupAsana, scope: RemovalScope): Promise<Removal> {
  const definitions = (await unlessNotInPlan(asana.readWorkspaceFields(scope.workspaceGid))) ?? []
  const ours = definitions.filter((definition) => isOurs(definition, scope.meGid))
  const watched = new Set([...ours.filter(isOfTeam), ...attachedFields(scope, definitions)].map(({ gid }) => gid))
  const uses = watched.size > 0 ? await surveyUses(asana, scope, definitions, watched) : new Map()
  const fields = planFields(ours, uses)
  return {
    steps: [
      ...(await findWebhooks(asana, scope)),
      ...(await findHealthTasks(asana, scope)),
      ...(await planDetach(asana, scope, definitions, uses)),
      ...fields.steps,
    ],
    kept: [...fields.kept, ...keptOfOthers(definitions, scope.meGid)],
  }
}

function isOurs({ description, createdBy }: FieldDefinition, meGid: string): boolean {
  return createdBy === meGid && keyOf(description) !== undefined
}

function isOfTeam({ description }: FieldDefinition): boolean {
  const key = keyOf(description)
  return key !== undefined && fieldEntry(key).owner === 'team'
}

function keyOf(description: string): FieldKey | undefined {
  const key = markerKey(description)?.split(':')[1]
  return FIELD_KEYS.find((candidate) => candidate === key)
}

/** What the service fills holds figures of ours; what people fill holds theirs. */
function planFields(ours: readonly FieldDefinition[], uses: Uses): Removal {
  const isUsed = ({ gid }: FieldDefinition) => uses.has(gid)
  return {
    steps: ours.filter((field) => !isUsed(field)).map(({ gid, name }) => ({ kind: 'delete-field', gid, name })),
    kept: ours
      .filter(isUsed)
      .map(({ gid, name }) => `the field ${quoted(name)}: people filled it in ${times(uses, gid)}`),
  }
}

function times(uses: Uses, gid: string): string {
  const count = [...(uses.get(gid)?.values() ?? [])].reduce((sum, one) => sum + one, 0)
  return count === 1 ? 'once' : `${count} times`
}

function keptOfOthers(definitions: readonly FieldDefinition[], meGid: string): string[] {
  const others = definitions.filter(({ description, createdBy }) => keyOf(description) && createdBy !== meGid)
  return others.map(({ name }) => `the field ${quoted(name)}: another user made it`)
}

async function findWebhooks(asana: SetupAsana, { workspaceGid }: RemovalScope): Promise<RemovalStep[]> {
  const webhooks = await asana.readWebhooks(workspaceGid)
  const ours = webhooks.filter(({ target }) => parseTargetToken(target) !== undefined)
  return ours.map(({ gid, resourceGid }) => ({ kind: 'delete-webhook', gid, resourceGid }))
}

/** By signature: a task that only bears the name is a person's. */
async function findHealthTasks(asana: SetupAsana, scope: RemovalScope): Promise<RemovalStep[]> {
  const steps: RemovalStep[] = []
  const held = []
  for (const gid of scope.portfolioGids) {
    held.push(...((await skipIfInaccessible(asana.readPortfolioItems(gid)))?.projects ?? []))
  }
  for (const projectGid of new Set([...held.map(({ gid }) => gid), ...scope.projectGids])) {
    const read = await skipIfInaccessible(asana.readProject(projectGid))
    if (!read) continue
    for (const item of await asana.readTasks(projectGid)) {
      if (item.createdBy !== scope.meGid || item.isSubtask) continue
      if (!isSigned((await asana.readTaskContent(item.gid)).html)) continue
      steps.push({ kind: 'delete-health-task', gid: item.gid, projectName: read.project.name })
    }
  }
  return steps
}

function attachedFields({ attached }: RemovalScope, definitions: readonly FieldDefinition[]): FieldDefinition[] {
  return definitions.filter(({ gid }) => attached.some(({ fieldGid }) => fieldGid === gid))
}

/** A field of the team's goes off again where it was not used since. */
async function planDetach(
  asana: SetupAsana,
  { attached }: RemovalScope,
  definitions: readonly FieldDefinition[],
  uses: Uses,
): Promise<RemovalStep[]> {
  const steps: RemovalStep[] = []
  for (const one of attached) {
    const field = definitions.find(({ gid }) => gid === one.fieldGid)
    const parent = await skipIfInaccessible(readParent(asana, one))
    const isThere = parent?.fields.some(({ gid }) => gid === one.fieldGid)
    if (!field || !parent || !isThere || uses.get(one.fieldGid)?.has(one.parentGid)) continue
    steps.push({ kind: 'detach-field', attached: one, fieldName: field.name, parentName: parent.name })
  }
  return steps
}

async function readParent(asana: SetupAsana, { kind, parentGid }: RemovalScope['attached'][number]) {
  if (kind === 'portfolio') {
    const { portfolio, projectFields } = await asana.readPortfolio(parentGid)
    return { name: portfolio.name, fields: projectFields }
  }
  const { project, taskFields } = await asana.readProject(parentGid)
  return { name: project.name, fields: taskFields }
}
