import { findMisplacedPins } from '../../domain/fields/invalid-field-overrides.ts'
import type { FieldDeps } from '../apply/ensure-fields.ts'
import type { Log } from '../ports/index.ts'
import { unlessNotInPlan } from './optional-reads.ts'

/** Logs entries of ASANA_FIELDS that match no field of the right type. Those fields are then found by marker or name. */
export async function checkFieldOverrides({ asana, log, workspaceGid, pins }: Omit<FieldDeps, 'store'> & { log: Log }) {
  if (Object.keys(pins).length === 0) return
  const definitions = await unlessNotInPlan(asana.readWorkspaceFields(workspaceGid))
  for (const { message, fix } of findMisplacedPins(definitions ?? [], pins))
    log.warn({ detail: message, fix }, 'A pinned field cannot be used')
}
