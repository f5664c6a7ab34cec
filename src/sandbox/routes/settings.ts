import { aFlag, aGid, aRef, as, need, readInput } from '../input.ts'
import { named } from '../path-gid.ts'
import { type Answer, type Call, list, nothing, one, type Route } from '../route.ts'
import { SETTING } from '../shapes/field.ts'
import { thing } from '../shapes/shape.ts'
import type { Gid } from '../state.ts'
import { needPaid } from '../world/plan.ts'
import { createField } from './custom-fields.ts'

const SETTING_INPUT = {
  custom_field: as('field', aFieldOrNew),
  is_important: as('isImportant', aFlag),
  insert_before: as('before', aGid),
  insert_after: as('after', aGid),
}

/** Which fields a project gives its tasks, and a portfolio its items. */
export const SETTING_ROUTES: readonly Route[] = (['project', 'portfolio'] as const).flatMap((type): Route[] => [
  {
    method: 'GET',
    path: `/${type}s/{${type}_gid}/custom_field_settings`,
    handle: (call) => {
      const container = named(call, type)
      needPaid(call.world.state, container.workspace, 'Custom Field Settings')
      return list(call, container.settings, (setting) => thing(SETTING, setting, call.view))
    },
  },
  {
    method: 'POST',
    path: `/${type}s/{${type}_gid}/addCustomFieldSetting`,
    handle: (call) => addSetting(call, named(call, type).gid),
  },
  {
    method: 'POST',
    path: `/${type}s/{${type}_gid}/removeCustomFieldSetting`,
    handle: (call) => {
      const { field } = readInput(call, { custom_field: as('field', aRef('custom_field')) })
      call.world.removeFieldSetting(named(call, type).gid, need(field, 'custom_field'), call.act)
      return nothing()
    },
  },
])

function addSetting(call: Call, container: Gid): Answer {
  const { field, ...place } = readInput(call, SETTING_INPUT)
  const setting = call.world.addFieldSetting(container, need(field, 'custom_field'), call.act, place)
  return one(call, thing(SETTING, setting, call.view))
}

/** A field that exists, or the body of one to be made. */
function aFieldOrNew(sent: unknown, property: string, call: Call): Gid {
  if (typeof sent === 'object' && sent !== null) return createField(call, sent).gid
  return aRef('custom_field')(sent, property, call)
}
