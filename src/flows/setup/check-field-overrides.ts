import { findMisplacedPins } from '../../domain/fields/invalid-field-overrides.ts'
import type { FieldDeps } from '../apply/ensure-fields.ts'
import type { Log } from '../ports/index.ts'
import { unlessNotInPlan } from './optional-reads.ts'

/** Warns of pins that lead nowhere: what they were to decide is then decided by marker and name. */
export async function checkPins({ asana, log, workspaceGid, pins }: Omit<FieldDeps, 'store'> & { log: Log }) {
  if (Object.keys(pins).length === 0) return
  const definitions = await unlessNotInPlan(asana.readWorkspaceFields(workspaceGid))
  for (const { message, fix } of findMisplacedPins(definitions ?? [], pins))
    log.warn({ detail: message, fix }, 'A pinned field cannot be used')
}
