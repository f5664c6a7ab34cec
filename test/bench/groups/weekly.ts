import type { Stage } from '../machine/environment.ts'
import type { Measured } from '../report/figure.ts'
import { sum } from '../report/request-breakdown.ts'

const PER_MINUTE = 1400
const FOUR_HOURS_MS = 4 * 3_600_000

/** How long the weekly rollup takes with Asana's limit in force, beside what the limit alone makes of its requests. */
export async function spendWeekly(stage: Stage, projects: number): Promise<Measured> {
  await using service = await stage.start('all', { ASANA_REQUESTS_PER_MINUTE: String(PER_MINUTE) })
  await stage.rest(service) // what a start compares
  await stage.asana.takeRequests()
  await stage.travel(FOUR_HOURS_MS, [service])
  const began = Date.now()
  await service.call.weekly()
  const minutes = ((await stage.rest(service)) - began) / 60_000
  const { counts, refused } = await stage.asana.takeRequests()
  if (refused > 0) throw new Error(`The sandbox refused ${refused} requests: what was measured says nothing`)
  const name = `weekly rollup of ${projects} projects, ${PER_MINUTE} requests a minute`
  const least = sum(counts) / PER_MINUTE
  return { group: 'scale', name, unit: 'min', ours: [minutes], base: [least], goal: { of: 'ours', atMost: 60 } }
}
