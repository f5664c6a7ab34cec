import { type Row, toTable } from '../../../src/sandbox/table.ts'
import type { Figure, Goal, Spread } from './figure.ts'

/** The figures of one group as a table in plain text. */
export function renderFigures(title: string, figures: readonly Figure[]): string {
  return `${title}\n${toTable(figures.map(toRow))}\n`
}

function toRow({ name, unit, ours, base, ratio, goal, isMet }: Figure): Row {
  return {
    figure: name,
    unit,
    ours: toShort(ours.median),
    base: base ? toShort(base.median) : '',
    ratio: ratio ? toShort(ratio.median) : '',
    goal: goal ? toGoal(goal) : '',
    met: isMet === undefined ? '' : isMet ? 'yes' : 'NO',
    'ours min…max': toRange(ours),
    'ratio min…max': ratio ? toRange(ratio) : '',
  }
}

function toGoal({ of, atLeast, atMost }: Goal): string {
  const bound = atLeast === undefined ? `≤ ${toShort(atMost ?? Number.NaN)}` : `≥ ${toShort(atLeast)}`
  return of === 'ratio' ? `${bound} ×` : bound
}

function toRange({ min, max }: Spread): string {
  return min === max ? '' : `${toShort(min)}…${toShort(max)}`
}

/** Three digits that count; whole numbers in full. */
export function toShort(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US')
  return String(Number(value.toPrecision(3)))
}
