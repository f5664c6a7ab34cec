import { fieldEntry } from '../../domain/fields/field-table.ts'
import { markerKey } from '../../domain/fields/find-fields.ts'
import { FIELD_KEYS, type FieldDefinition, type FieldKey } from '../../domain/model.ts'
import { quote } from '../../domain/strings/quote.ts'
import { isSigned } from '../../domain/text/signature.ts'
import { parseTargetToken } from '../webhooks/target-url.ts'
import type { SetupAsana } from './current-state.ts'
import { type FieldUsage, readFieldUsage } from './field-usage.ts'
import { skipIfInaccessible, unlessNotInPlan } from './optional-reads.ts'
import type { Removal, RemovalScope, RemovalStep } from './removal.ts'

/** Plans to delete what setup and the service made, except what holds data of people. */
export async function planRemoval(asana: SetupAsana, scope: RemovalScope): Promise<Removal> {
  const definitions = (await unlessNotInPlan(asana.readWorkspaceFields(scope.workspaceGid))) ?? []
  const botMade = definitions.filter((definition) => isMadeByBot(definition, scope.meGid))
  const watched = new Set([...botMade.filter(isOfTeam), ...attachedFields(scope, definitions)].map(({ gid }) => gid))
  const usage = watched.size > 0 ? await readFieldUsage(asana, scope, definitions, watched) : new Map()
  const fields = planFields(botMade, usage)
  return {
    steps: [
      ...(await findWebhooks(asana, scope)),
      ...(await findHealthTasks(asana, scope)),
      ...(await planDetach(asana, scope, definitions, usage)),
      ...fields.steps,
    ],
    kept: [...fields.kept, ...findForeignFields(definitions, scope.meGid)],
  }
}

function isMadeByBot({ description, createdBy }: FieldDefinition, meGid: string): boolean {
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

/** A field of the team is kept where people have filled it in. */
function planFields(botMade: readonly FieldDefinition[], usage: FieldUsage): Removal {
  const isUsed = ({ gid }: FieldDefinition) => usage.has(gid)
  return {
    steps: botMade.filter((field) => !isUsed(field)).map(({ gid, name }) => ({ kind: 'delete-field', gid, name })),
    kept: botMade
      .filter(isUsed)
      .map(({ gid, name }) => `the field ${quote({ name })}: people filled it in ${times(usage, gid)}`),
  }
}

function times(usage: FieldUsage, gid: string): string {
  const count = [...(usage.get(gid)?.values() ?? [])].reduce((sum, one) => sum + one, 0)
  return count === 1 ? 'once' : `${count} times`
}

function findForeignFields(definitions: readonly FieldDefinition[], meGid: string): string[] {
  const others = definitions.filter(({ description, createdBy }) => keyOf(description) && createdBy !== meGid)
  return others.map(({ name }) => `the field ${quote({ name })}: another user made it`)
}

async function findWebhooks(asana: SetupAsana, { workspaceGid }: RemovalScope): Promise<RemovalStep[]> {
  const webhooks = await asana.readWebhooks(workspaceGid)
  const botMade = webhooks.filter(({ target }) => parseTargetToken(target) !== undefined)
  return botMade.map(({ gid, resourceGid }) => ({ kind: 'delete-webhook', gid, resourceGid }))
}

/** By signature, not by name: people may name a task like ours. */
async function findHealthTasks(asana: SetupAsana, scope: RemovalScope): Promise<RemovalStep[]> {
  const steps: RemovalStep[] = []
  const contained = []
  for (const gid of scope.portfolioGids) {
    contained.push(...((await skipIfInaccessible(asana.readPortfolioItems(gid)))?.projects ?? []))
  }
  for (const projectGid of new Set([...contained.map(({ gid }) => gid), ...scope.projectGids])) {
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

/** Detaches a field of the team where setup attached it and no value was written since. */
async function planDetach(
  asana: SetupAsana,
  { attached }: RemovalScope,
  definitions: readonly FieldDefinition[],
  usage: FieldUsage,
): Promise<RemovalStep[]> {
  const steps: RemovalStep[] = []
  for (const one of attached) {
    const field = definitions.find(({ gid }) => gid === one.fieldGid)
    const parent = await skipIfInaccessible(readParent(asana, one))
    const isThere = parent?.fields.some(({ gid }) => gid === one.fieldGid)
    if (!field || !parent || !isThere || usage.get(one.fieldGid)?.has(one.parentGid)) continue
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
