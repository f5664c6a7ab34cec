import { ECONOMY } from './groups/economy.ts'
import { FRESHNESS } from './groups/freshness.ts'
import type { Group, Size } from './groups/group.ts'
import { INGEST } from './groups/ingest.ts'
import { SCALE } from './groups/scale.ts'
import { type Figure, toFigure } from './report/figure.ts'
import type { Run } from './report/file.ts'
import { measureNoise, renderNoise } from './report/noise.ts'
import { renderSplits, type Split } from './report/request-breakdown.ts'
import { renderFigures } from './report/table.ts'

export const GROUPS = {
  ingest: INGEST,
  economy: ECONOMY,
  freshness: FRESHNESS,
  scale: SCALE,
} as const satisfies Record<string, Group>
export type GroupName = keyof typeof GROUPS
export const GROUP_NAMES = Object.keys(GROUPS) as readonly GroupName[]

export type SuiteOptions = Readonly<{
  only: readonly GroupName[]
  size: Size
  /** Takes the tables as they come. */
  print: (text: string) => void
  /** Hears what is under way. */
  say: (message: string) => void
}>

/** Runs the groups one after the other and prints each one's table as soon as it is there. */
export async function runSuite({ only, size, print, say }: SuiteOptions): Promise<Run> {
  const at = new Date().toISOString()
  const before = measureNoise()
  const figures: Figure[] = []
  const splits: Split[] = []
  for (const name of only) {
    const { title, run } = GROUPS[name]
    const results = await run(size, (message) => say(`${name}: ${message}`))
    const own = results.sample.map(toFigure)
    print(renderFigures(title, own))
    if (results.splits.length > 0) print(renderSplits(results.splits))
    figures.push(...own)
    splits.push(...results.splits)
  }
  const after = measureNoise()
  print(renderNoise(before, after, figures))
  return { at, size, noise: { before, after }, figures, splits }
}
