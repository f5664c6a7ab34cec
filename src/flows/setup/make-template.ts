import { fieldEntry } from '../../domain/fields/field-table.ts'
import { findDefinition, findFields, type Pins } from '../../domain/fields/find-fields.ts'
import type { Day, FieldDefinition, FieldKey, FieldValue } from '../../domain/model.ts'
import type { Named } from '../ports/asana-admin.ts'
import type { NewValues } from '../ports/index.ts'
import type { SetupAsana } from './current-state.ts'
import { PROJECT_KEYS } from './plan.ts'
import {
  quarterOf,
  SAMPLE_TASKS,
  TEMPLATE_HTML,
  TEMPLATE_NAME,
  TEMPLATE_SECTIONS,
  UNFINISHED_HTML,
} from './template.ts'

export type TemplateDeps = Readonly<{
  asana: SetupAsana
  workspaceGid: string
  meGid: string
  definitions: readonly FieldDefinition[]
  pins: Pins
  today: Day
}>

type Place = Readonly<{ portfolio?: Named; unfinishedGid?: string }>

/**
 * Makes the template project, or completes one that an aborted run left. Each part is made only where it is missing. The
 * real description is written last, so an incomplete project is recognized by its description. Gives the gid.
 */
export async function makeTemplate(deps: TemplateDeps, { portfolio, unfinishedGid }: Place): Promise<string> {
  const { asana, workspaceGid, meGid: ownerGid, today } = deps
  const wanted = { name: TEMPLATE_NAME, html: UNFINISHED_HTML, ownerGid, ...quarterOf(today) }
  const gid = unfinishedGid ?? (await asana.createProject(workspaceGid, wanted)).gid
  await attachField(deps, gid)
  await makeTasks(deps, gid, await makeSections(asana, gid))
  if (portfolio) await asana.addProjectToPortfolio(portfolio.gid, gid)
  await asana.updateProjectDescription(gid, TEMPLATE_HTML)
  return gid
}

async function attachField({ asana, definitions, pins }: TemplateDeps, gid: string): Promise<void> {
  const { taskFields } = await asana.readProject(gid)
  const there = new Set(taskFields.map((field) => field.gid))
  for (const key of PROJECT_KEYS) {
    const definition = findDefinition(definitions, fieldEntry(key), pins)
    if (definition && !there.has(definition.gid)) await asana.addFieldToProject(gid, definition.gid)
  }
}

async function makeSections(asana: SetupAsana, gid: string): Promise<Map<string, string>> {
  const sections = new Map((await asana.readSections(gid)).map((section) => [section.name, section.gid]))
  for (const name of TEMPLATE_SECTIONS) {
    if (!sections.has(name)) sections.set(name, (await asana.createSection(gid, name)).gid)
  }
  return sections
}

async function makeTasks(deps: TemplateDeps, gid: string, sections: ReadonlyMap<string, string>): Promise<void> {
  const there = new Set((await deps.asana.readTasks(gid)).map(({ name }) => name))
  for (const { name, section, isOwned, values = {} } of SAMPLE_TASKS) {
    if (there.has(name)) continue
    await deps.asana.createSampleTask(gid, {
      name,
      sectionGid: sections.get(section) ?? '',
      values: toSampleValues(deps, values),
      ...(isOwned ? { assigneeGid: deps.meGid, ...quarterOf(deps.today) } : {}),
    })
  }
}

/** The values by field gid, without those whose field or option the workspace lacks. */
export function toSampleValues(
  { definitions, pins }: Pick<TemplateDeps, 'definitions' | 'pins'>,
  values: Readonly<Partial<Record<FieldKey, number | string>>>,
): NewValues {
  const fields = findFields(definitions, pins)
  const wanted: Record<string, FieldValue> = {}
  for (const [key, value] of Object.entries(values)) {
    const field = fields[key as FieldKey]
    const option = field?.options[value]
    if (field && field.type !== 'enum') wanted[field.gid] = value
    else if (field && option) wanted[field.gid] = { option }
  }
  return wanted
}
