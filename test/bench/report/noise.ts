import { createHmac } from 'node:crypto'
import { cpus, loadavg } from 'node:os'
import { type Figure, type Spread, spreadOf } from './figure.ts'
import { toShort } from './table.ts'

/** How steady the machine was: the same piece of work over and over, and how many others were at work. */
export type Noise = Readonly<{ work: Spread; load: number; cores: number; node: string }>

const REPEATS = 15
const BYTES = Buffer.alloc(1_000_000, 'v2mom')

export function measureNoise(): Noise {
  const times = Array.from({ length: REPEATS }, () => {
    const began = performance.now()
    for (let n = 0; n < 20; n += 1) createHmac('sha256', 'noise').update(BYTES).digest()
    return performance.now() - began
  })
  return { work: spreadOf(times), load: loadavg()[0] ?? 0, cores: cpus().length, node: process.version }
}

export function renderNoise(before: Noise, after: Noise, figures: readonly Figure[]): string {
  const bases = figures.flatMap(({ base, unit }) =>
    unit === '/s' && base ? [(base.max - base.min) / base.median] : [],
  )
  const spread = bases.length > 0 ? spreadOf(bases) : undefined
  const lines = [before, after].map(
    ({ work, load }, n) =>
      `  ${n === 0 ? 'before' : 'after'}: the same work took ${toShort(work.min)} / ${toShort(work.median)} / ${toShort(work.max)} ms (min / median / max), load ${toShort(load)}`,
  )
  const floor = spread
    ? `  the floor's throughput spread over its repetitions by ${toPercent(spread.median)} of their median (${toPercent(spread.min)}…${toPercent(spread.max)})`
    : '  no throughput was repeated'
  return [`The machine: ${before.cores} cores, Node ${before.node}`, ...lines, floor, ''].join('\n')
}

function toPercent(share: number): string {
  return `${Math.round(share * 100)}%`
}
