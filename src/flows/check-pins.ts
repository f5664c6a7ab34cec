import { findMisplacedPins } from '../domain/fields/misplaced-pins.ts'
import type { FieldDeps } from './ensure-field.ts'
import type { Log } from './ports.ts'
import { unlessNotInPlan } from './setup/out-of-reach.ts'

/** Warns of pins that lead nowhere: what they were to decide is then decided by marker and name. */
export async function checkPins({ asana, log, workspaceGid, pins }: Omit<FieldDeps, 'store'> & { log: Log }) {
  if (Object.keys(pins).length === 0) return
  const definitions = await unlessNotInPlan(asana.readWorkspaceFields(workspaceGid))
  for (const { message, fix } of findMisplacedPins(definitions ?? [], pins))
    log.warn({ detail: message, fix }, 'A pinned field cannot be used')
}
