import { killAt, LIVES, type Life, liveCalmly } from './kill.ts'
import type { Death } from './steps.ts'

export type KillFigures = Readonly<{ steps: number; kills: number; notReached: number; violations: number }>

type Kill = Readonly<{ life: Life; death: Death; snapshot: Record<string, unknown> }>

/** Kills the service before and after every write of two whole lives, one by one; `tell` hears how each went. */
export async function killEverywhere(atATime: number, tell: (line: string) => void): Promise<KillFigures> {
  const kills: Kill[] = []
  for (const life of Object.keys(LIVES) as Life[]) {
    const { steps, snapshot } = await liveCalmly(life)
    // What the two lives share need not be tried twice.
    const own = life === 'webhooks' ? steps : steps.filter((step) => step.startsWith('store.saveEventsCursor'))
    for (const step of own)
      for (const when of ['before', 'after'] as const) kills.push({ life, snapshot, death: { step, when } })
  }
  const figures = { steps: kills.length / 2, kills: 0, notReached: 0, violations: 0 }
  const queue = kills.values()
  async function work(): Promise<void> {
    for (const { life, death, snapshot } of queue) {
      const { died, violations } = await killAt(death, snapshot, life).catch((error: Error) => ({
        ...{ died: true, violations: [String(error.stack)] },
      }))
      if (died) figures.kills += 1
      else figures.notReached += 1
      figures.violations += violations.length
      tell(`${death.when} ${death.step}: ${died ? 'died' : 'not reached'}, ${violations.join('\n') || 'healed'}`)
    }
  }
  await Promise.all(Array.from({ length: atATime }, work))
  return figures
}
