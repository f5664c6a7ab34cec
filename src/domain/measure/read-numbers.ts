import { numberField, readNumber, readText } from '../fields/field-values.ts'
import type { Field, Fields, Task } from '../model.ts'
import { toPercent } from '../number.ts'

/** The numbers of a measure in one format, and how they are shown. */
export type MeasureNumbers = Readonly<{
  baseline: number | undefined
  target: number | undefined
  actual: number | undefined
  unit: string | undefined
  /** Percentages are fractions. */
  format: 'percentage' | 'plain'
  /** Digits shown behind the decimal point at most, counted in percent for percentages. */
  precision: number | undefined
}>

const KEYS = ['target', 'actual', 'baseline'] as const

/**
 * Reads Baseline, Target and Actual as people see them. A percentage is a fraction in Asana's API; where percentages and
 * plain numbers are mixed, a percentage counts as its percent: 0.31 as 31.
 */
export function readNumbers(task: Task, fields: Fields): MeasureNumbers {
  const filled = KEYS.filter((key) => readNumber(task, fields, key) !== undefined)
  const isMixed = new Set(filled.map((key) => formatOf(fields[key]))).size > 1
  const read = (key: (typeof KEYS)[number]) => {
    const value = readNumber(task, fields, key)
    return isMixed && value !== undefined && formatOf(fields[key]) === 'percentage' ? toPercent(value) : value
  }
  const shown = numberField(fields, filled[0] ?? 'target') ?? numberField(fields, 'actual')
  return {
    baseline: read('baseline'),
    target: read('target'),
    actual: read('actual'),
    unit: readText(task, fields, 'unit') ?? (isMixed ? '%' : numberField(fields, 'target')?.unit),
    format: isMixed ? 'plain' : formatOf(shown),
    precision: highestPrecision(filled.map((key) => fields[key])),
  }
}

function formatOf(field: Field | undefined): 'percentage' | 'plain' {
  return field?.format ?? 'plain'
}

function highestPrecision(used: readonly (Field | undefined)[]): number | undefined {
  const known = used.flatMap((field) => field?.precision ?? [])
  return known.length > 0 ? Math.max(...known) : undefined
}
