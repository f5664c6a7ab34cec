import type { FieldDefinition } from '../model.ts'
import { quote } from '../strings/quote.ts'
import { describeType } from './describe-type.ts'
import { FIELD_TABLE, type FieldEntry } from './field-table.ts'
import type { Pins } from './find-fields.ts'

/** A pin of ASANA_FIELDS that leads to no field of the workspace, or to one of the wrong type, and what to do about it. */
export type MisplacedPin = Readonly<{ message: string; fix: string }>

/** The pins that cannot be followed; their fields are looked for by marker and name instead. */
export function findMisplacedPins(definitions: readonly FieldDefinition[], pins: Pins): MisplacedPin[] {
  return FIELD_TABLE.flatMap((entry) => {
    const gid = pins[entry.key]
    const field = definitions.find((definition) => definition.gid === gid)
    return gid === undefined || field?.type === entry.type ? [] : toMisplacedPin(entry, gid, field)
  })
}

function toMisplacedPin({ key, type }: FieldEntry, gid: string, field: FieldDefinition | undefined): MisplacedPin {
  const found = field
    ? `that is the ${describeType(field.type)} ${quote(field)} and a ${describeType(type)} is needed`
    : 'no field of the workspace has this gid'
  return {
    message: `ASANA_FIELDS says ${key}=${gid}, but ${found}.`,
    fix: `Correct the gid behind ${key}= in ASANA_FIELDS, or leave it out to find the field by its name.`,
  }
}
