import { describeType } from '../../domain/fields/describe-type.ts'
import type { FieldEntry } from '../../domain/fields/field-table.ts'
import { markerKey } from '../../domain/fields/find-fields.ts'
import type { FieldDefinition } from '../../domain/model.ts'
import { quote } from '../../domain/strings/quote.ts'
import type { SetupIssue } from './current-state.ts'

/** Field names are unique in a workspace: the name may be taken by a field of another type or purpose. */
export function findNameConflict(definitions: readonly FieldDefinition[], entry: FieldEntry): SetupIssue | undefined {
  const holder = definitions.find(({ name }) => toKey(name) === toKey(entry.name))
  if (!holder) return undefined
  const name = quote(entry)
  const pin = `make a ${describeType(entry.type)} of another name and set ASANA_FIELDS=${entry.key}=<its gid>`
  const served = markerKey(holder.description)
  const message = served
    ? `The workspace has a field named ${name}, but it serves as ${served.split(':')[1]}.`
    : `The workspace has a field named ${name}, but it is a ${describeType(holder.type)} and a ${describeType(entry.type)} is needed.`
  return { message, fix: `Rename that field in Asana and run setup again, or ${pin}.` }
}

function toKey(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
}
