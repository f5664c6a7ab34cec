import { readFileSync, writeFileSync } from 'node:fs'
import { toTable } from '../../../src/sandbox/table.ts'
import type { Figure } from './figure.ts'
import type { Noise } from './noise.ts'
import type { Split } from './request-breakdown.ts'
import { toShort } from './table.ts'

/** A whole run, as it is kept. */
export type Run = Readonly<{
  at: string
  size: string
  noise: Readonly<{ before: Noise; after: Noise }>
  figures: readonly Figure[]
  splits: readonly Split[]
}>

export function saveRun(file: string, run: Run): void {
  writeFileSync(file, `${JSON.stringify(run, undefined, 2)}\n`)
}

export function readRun(file: string): Run {
  return JSON.parse(readFileSync(file, 'utf8')) as Run
}

/** What has moved since an earlier run: ratios where there are any, since they survive a change of machine. */
export function renderComparison(run: Run, earlier: Run): string {
  const before = new Map(earlier.figures.map((figure) => [idOf(figure), figure]))
  const rows = run.figures.flatMap((figure) => {
    const then = before.get(idOf(figure))
    return then ? [toRow(figure, then)] : []
  })
  const title = `Against the run of ${earlier.at} (${earlier.size})`
  return rows.length > 0 ? `${title}\n${toTable(rows)}\n` : `${title}: no figure in common\n`
}

function toRow(now: Figure, then: Figure) {
  const [a, b] = [then.ratio ?? then.ours, now.ratio ?? now.ours].map(({ median }) => median)
  const [from = Number.NaN, to = Number.NaN] = [a, b]
  const moved = from === to ? '' : `${to > from ? '+' : ''}${Math.round(((to - from) / Math.abs(from)) * 100)}%`
  return {
    figure: `${now.group}: ${now.name}`,
    what: now.ratio ? 'ratio' : now.unit,
    before: toShort(from),
    now: toShort(to),
    moved,
    met: verdict(then) === verdict(now) ? verdict(now) : `${verdict(then)} → ${verdict(now)}`,
  }
}

function verdict({ isMet }: Figure): string {
  return isMet === undefined ? '' : isMet ? 'yes' : 'NO'
}

function idOf({ group, name }: Figure): string {
  return `${group}/${name}`
}
