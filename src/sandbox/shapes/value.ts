import { displayOf } from '../display.ts'
import type { Field, FieldValue, Gid, Option, State, Values } from '../state.ts'
import { settingsReaching } from '../world/values.ts'
import { FIELD, FIELD_COMPACT, showOptions } from './field.ts'
import { inline, type Shape, type Shown, showAll, type Thing, thing, type View } from './shape.ts'

/** A field as it stands on an object: definition and value side by side. */
type Carried = Readonly<{ field: Field; value: FieldValue | undefined; isEnabled: boolean }>

const VALUES = ['number_value', 'text_value', 'enum_value', 'multi_enum_values', 'date_value']

const CARRIED: Shape<Carried> = {
  compact: [...FIELD_COMPACT, ...VALUES, 'display_value'],
  read: {
    ...Object.fromEntries(
      Object.entries(FIELD.read).map(([name, read]) => [name, ({ field }: Carried, view: View) => read(field, view)]),
    ),
    enabled: ({ isEnabled }) => isEnabled,
    number_value: (carried) => only(carried, 'number', (value) => (typeof value === 'number' ? value : null)),
    text_value: (carried) => only(carried, 'text', (value) => (typeof value === 'string' ? value : null)),
    enum_value: (carried, view) =>
      only(carried, 'enum', (value) => showOptions(optionsOf(carried.field, value), view)[0] ?? null),
    multi_enum_values: (carried, view) =>
      only(carried, 'multi_enum', (value) => showOptions(optionsOf(carried.field, value), view)),
    people_value: (carried, view) => only(carried, 'people', (value) => showAll(view, 'user', gidsOf(value))),
    date_value: (carried) => only(carried, 'date', showDate),
    display_value: ({ field, value }, view) => displayOf(view.state, field, value),
  },
}

/** The values of an object: of every field that reaches it, and of fields that have left it (not enabled). */
export function showValues(view: View, gid: Gid, values: Values): Thing[] {
  return carriedBy(view.state, gid, values).map((carried) => thing(CARRIED, carried, view))
}

function carriedBy(state: State, gid: Gid, values: Values): Carried[] {
  const reaching = settingsReaching(state, gid).map((setting) => setting.field)
  const leftOver = [...values.keys()].filter((field) => !reaching.includes(field))
  return [...reaching, ...leftOver].flatMap((fieldGid, index) => {
    const field = state.tables.custom_field.get(fieldGid)
    return field ? [{ field, value: values.get(fieldGid), isEnabled: index < reaching.length }] : []
  })
}

/** A type's value property is there for that type only. */
function only(carried: Carried, subtype: Field['subtype'], show: (value: FieldValue | undefined) => Shown) {
  return carried.field.subtype === subtype ? show(carried.value) : undefined
}

/** The options a value names, whatever has become of them since. */
export function optionsOf(field: Field | undefined, value: FieldValue | undefined): Option[] {
  const gids = gidsOf(value)
  return field?.options.filter((option) => gids.includes(option.gid)) ?? []
}

/** The gids a value is made of. */
export function gidsOf(value: FieldValue | undefined): readonly Gid[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value : []
}

/** A date value, with or without time. */
export function showDate(value: FieldValue | undefined): Shown {
  if (typeof value !== 'object' || !('date' in value)) return null
  return inline({ date: value.date, date_time: value.dateTime })
}
