import { invalid } from '../errors.ts'
import type { Act, Field, FieldSubtype, Gid, Option, State } from '../state.ts'
import { drop, find } from './find.ts'
import { needPaid } from './plan.ts'

export type NewOption = { name: string; color?: string; enabled?: boolean }
export type NewField = {
  workspace: Gid
  name: string
  subtype: FieldSubtype
  description?: string
  /** Digits after the decimal point, 0…6. */
  precision?: number
  format?: string
  currencyCode?: string
  customLabel?: string
  customLabelPosition?: string
  options?: readonly NewOption[]
  locked?: boolean
}
export type FieldPatch = Partial<Omit<NewField, 'workspace' | 'subtype' | 'options'>>

/** Names Asana keeps for its own columns. */
const BUILT_IN = new Set(['assignee', 'due date', 'start date', 'name', 'tags', 'projects', 'created by', 'completed'])
const FORMATS = new Set(['none', 'currency', 'percentage', 'custom', 'identifier', 'duration'])
const MOST_OPTIONS = 500

/** A custom field of a workspace; its type is fixed for ever, its name unique. */
export function addField(state: State, input: NewField, act: Act = {}): Field {
  needPaid(state, input.workspace, 'Custom Fields')
  checkName(state, input.workspace, input.name)
  checkNumber(input.subtype, input)
  const field: Field = {
    gid: state.nextGid(),
    workspace: input.workspace,
    name: input.name,
    description: input.description ?? '',
    subtype: input.subtype,
    ...(input.subtype === 'number' && { precision: input.precision ?? 0, format: input.format ?? 'none' }),
    ...(input.currencyCode !== undefined && { currencyCode: input.currencyCode }),
    ...(input.customLabel !== undefined && { customLabel: input.customLabel }),
    ...(input.customLabelPosition !== undefined && { customLabelPosition: input.customLabelPosition }),
    options: firstOptions(state, input),
    locked: input.locked ?? false,
    createdBy: act.by,
  }
  state.tables.custom_field.set(field.gid, field)
  return field
}

function firstOptions(state: State, input: NewField): Option[] {
  const isEnum = input.subtype === 'enum' || input.subtype === 'multi_enum'
  const options = input.options ?? []
  if (!isEnum && options.length > 0) throw invalid('enum_options: Only enum fields have options')
  if (isEnum && options.length === 0) throw invalid('enum_options: Missing input')
  const made: Option[] = []
  for (const option of options) made.push(makeOption(state, made, option))
  return made
}

/** Changes a definition; never its type. */
export function updateField(state: State, gid: Gid, patch: FieldPatch): Field {
  const field = find(state, 'custom_field', gid)
  needPaid(state, field.workspace, 'Custom Fields')
  if (patch.name !== undefined && patch.name !== field.name) checkName(state, field.workspace, patch.name)
  checkNumber(field.subtype, patch)
  return Object.assign(field, Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)))
}

/** Deletes a field with all its values. */
export function deleteField(state: State, gid: Gid): void {
  const { workspace } = find(state, 'custom_field', gid)
  needPaid(state, workspace, 'Custom Fields')
  state.tables.custom_field.delete(gid)
  for (const table of [state.tables.task, state.tables.project, state.tables.portfolio]) {
    for (const bearer of table.values()) bearer.values.delete(gid)
  }
  for (const table of [state.tables.project, state.tables.portfolio]) {
    for (const container of table.values()) {
      for (const setting of container.settings.filter(({ field }) => field === gid)) drop(container.settings, setting)
    }
  }
}

/** Adds an option at the end. */
export function addOption(state: State, fieldGid: Gid, input: NewOption): Option {
  const field = find(state, 'custom_field', fieldGid)
  needPaid(state, field.workspace, 'Custom Fields')
  if (field.subtype !== 'enum' && field.subtype !== 'multi_enum') throw invalid('custom_field: Not an enum field')
  const option = makeOption(state, field.options, input)
  field.options.push(option)
  return option
}

/** Renames, recolours or disables an option; options are never deleted. */
export function updateOption(state: State, field: Gid, gid: Gid, patch: Partial<NewOption>): Option {
  const { options } = find(state, 'custom_field', field)
  const option = options.find((candidate) => candidate.gid === gid)
  if (option === undefined) throw invalid(`custom_field_option: Unknown object: ${gid}`)
  const others = options.filter((candidate) => candidate !== option)
  return Object.assign(option, { ...makeOption(state, others, { ...option, ...patch }), gid })
}

function makeOption(state: State, beside: readonly Option[], input: NewOption): Option {
  if (beside.length >= MOST_OPTIONS) throw invalid(`enum_options: A field can have ${MOST_OPTIONS} options at most`)
  if (beside.some((option) => option.name === input.name)) {
    throw invalid(`enum_options: Duplicate name: ${input.name}`)
  }
  return { gid: state.nextGid(), name: input.name, color: input.color ?? 'none', enabled: input.enabled ?? true }
}

function checkName(state: State, workspace: Gid, name: string): void {
  if (name.trim() === '') throw invalid('name: Missing input')
  if (BUILT_IN.has(name.toLowerCase())) throw invalid(`name: ${name} is the name of a built-in field`)
  for (const field of state.tables.custom_field.values()) {
    if (field.workspace === workspace && field.name.toLowerCase() === name.toLowerCase()) {
      throw invalid(`name: A custom field with the name ${name} already exists in this workspace`)
    }
  }
}

function checkNumber(subtype: FieldSubtype, { precision, format }: Pick<FieldPatch, 'precision' | 'format'>): void {
  if (subtype !== 'number') {
    if (precision !== undefined) throw invalid('precision: Only number fields have a precision')
    return
  }
  const isPrecise = precision === undefined || (Number.isInteger(precision) && precision >= 0 && precision <= 6)
  if (!isPrecise) throw invalid('precision: Must be an integer from 0 to 6')
  if (format !== undefined && !FORMATS.has(format)) throw invalid(`format: Not a recognized format: ${format}`)
}
