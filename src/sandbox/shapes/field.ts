import type { Field, FieldSetting, Option } from '../state.ts'
import { type Shape, type Thing, thing, type View } from './shape.ts'

const OPTION: Shape<Option> = {
  compact: ['gid', 'resource_type', 'name', 'color', 'enabled'],
  read: {
    gid: (option) => option.gid,
    resource_type: () => 'enum_option',
    name: (option) => option.name,
    color: (option) => option.color,
    enabled: (option) => option.enabled,
  },
}

/** The compact form of a definition; a value's is the same and more. */
export const FIELD_COMPACT = [
  'gid',
  'resource_type',
  'name',
  'type',
  'representation_type',
  'enum_options',
  'enabled',
  'id_prefix',
  'is_formula_field',
]

export const FIELD: Shape<Field> = {
  compact: FIELD_COMPACT,
  read: {
    gid: (field) => field.gid,
    resource_type: () => 'custom_field',
    name: (field) => field.name,
    type: (field) => field.subtype,
    resource_subtype: (field) => field.subtype,
    representation_type: (field) => field.subtype,
    description: (field) => field.description,
    precision: (field) => field.precision,
    format: (field) => (field.subtype === 'number' ? (field.format ?? 'none') : undefined),
    currency_code: (field) => field.currencyCode ?? null,
    custom_label: (field) => field.customLabel ?? null,
    custom_label_position: (field) => field.customLabelPosition ?? null,
    enum_options: (field, view) =>
      field.subtype === 'enum' || field.subtype === 'multi_enum' ? showOptions(field.options, view) : undefined,
    enabled: () => true,
    id_prefix: () => null,
    is_formula_field: () => false,
    is_value_read_only: (field) => field.locked,
    is_global_to_workspace: () => true,
    has_notifications_enabled: () => false,
    asana_created_field: () => null,
    privacy_setting: () => 'public',
    default_access_level: () => 'user',
    created_by: (field, view) => view.show('user', field.createdBy),
  },
}

/** Options as answers list them. */
export function showOptions(options: readonly Option[], view: View): Thing[] {
  return options.map((option) => thing(OPTION, option, view))
}

export const SETTING: Shape<FieldSetting> = {
  compact: ['gid', 'resource_type'],
  read: {
    gid: (setting) => setting.gid,
    resource_type: () => 'custom_field_setting',
    custom_field: (setting, view) => view.show('custom_field', setting.field),
    is_important: (setting) => setting.isImportant,
    parent: (setting, view) => view.show('portfolio', setting.container) ?? view.show('project', setting.container),
    project: (setting, view) => view.show('project', setting.container) ?? undefined,
  },
}
