import { unknownObject } from '../errors.ts'
import { aFlag, aNumber, anObject, aRef, as, aText, aWord, listOf, need, readInput } from '../input.ts'
import { named } from '../path-gid.ts'
import { type Answer, type Call, created, list, nothing, one, type Route } from '../route.ts'
import { showOptions } from '../shapes/field.ts'
import { FIELD_SUBTYPES, type Field, type Gid } from '../state.ts'
import { needPaid } from '../world/plan.ts'

const OPTION = { name: as('name', aText), color: as('color', aText), enabled: as('enabled', aFlag) }
const PROPERTIES = {
  name: as('name', aText),
  description: as('description', aText),
  precision: as('precision', aNumber),
  format: as('format', aText),
  currency_code: as('currencyCode', aText),
  custom_label: as('customLabel', aText),
  custom_label_position: as('customLabelPosition', aWord(['prefix', 'suffix'])),
}
const NEW = {
  ...PROPERTIES,
  workspace: as('workspace', aRef('workspace')),
  resource_subtype: as('subtype', aWord(FIELD_SUBTYPES)),
  enum_options: as('options', listOf(anOption)),
}

/** Definitions of custom fields and their options. */
export const CUSTOM_FIELD_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/workspaces/{workspace_gid}/custom_fields', handle: listFields },
  {
    method: 'POST',
    path: '/custom_fields',
    handle: (call) => {
      const { gid } = createField(call, call.data)
      return created(call, 'custom_fields', gid, call.view.show('custom_field', gid))
    },
  },
  {
    method: 'GET',
    path: '/custom_fields/{custom_field_gid}',
    handle: (call) => one(call, call.view.show('custom_field', field(call).gid)),
  },
  {
    method: 'PUT',
    path: '/custom_fields/{custom_field_gid}',
    handle: (call) => {
      const { gid } = call.world.updateField(field(call).gid, readInput(call, PROPERTIES))
      return one(call, call.view.show('custom_field', gid))
    },
  },
  {
    method: 'DELETE',
    path: '/custom_fields/{custom_field_gid}',
    handle: (call) => {
      call.world.deleteField(field(call).gid)
      return nothing()
    },
  },
  { method: 'POST', path: '/custom_fields/{custom_field_gid}/enum_options', handle: addOption },
  { method: 'PUT', path: '/enum_options/{enum_option_gid}', handle: updateOption },
]

/** Makes a field from a body: its own request's, or one inside an `addCustomFieldSetting`. */
export function createField(call: Call, data: object): Field {
  const input = readInput(call, NEW, data)
  const workspace = need(input.workspace, 'workspace')
  const subtype = need(input.subtype, 'resource_subtype')
  return call.world.addField({ ...input, workspace, subtype, name: need(input.name, 'name') }, call.act)
}

function field(call: Call): Field {
  const found = named(call, 'custom_field')
  needPaid(call.world.state, found.workspace, 'Custom Fields')
  return found
}

function listFields(call: Call): Answer {
  const { gid: workspace } = named(call, 'workspace')
  needPaid(call.world.state, workspace, 'Custom Fields')
  const fields = [...call.world.state.tables.custom_field.values()].filter((found) => found.workspace === workspace)
  return list(call, fields, ({ gid }) => call.view.show('custom_field', gid))
}

function anOption(sent: unknown, property: string, call: Call) {
  const option = readInput(call, OPTION, anObject(sent, property))
  return { ...option, name: need(option.name, 'name') }
}

function addOption(call: Call): Answer {
  const { gid } = named(call, 'custom_field')
  const option = call.world.addOption(gid, anOption(call.data, 'enum_option', call))
  const [shown = null] = showOptions([option], call.view)
  return created(call, 'enum_options', option.gid, shown)
}

function updateOption(call: Call): Answer {
  const gid = call.params['enum_option_gid'] ?? ''
  const option = call.world.updateOption(fieldOf(call, gid), gid, readInput(call, OPTION))
  const [shown = null] = showOptions([option], call.view)
  return one(call, shown)
}

function fieldOf(call: Call, option: Gid): Gid {
  for (const found of call.world.state.tables.custom_field.values()) {
    if (found.options.some(({ gid }) => gid === option)) return found.gid
  }
  throw unknownObject('enum_option', option)
}
