import { z } from 'zod'
import { DEFAULT_THRESHOLDS, FIELD_KEYS, type FieldKey, type Thresholds } from '../domain/model.ts'
import { splitList, type Value } from './parsers.ts'

export type FieldPins = Readonly<Partial<Record<FieldKey, string>>>

/** `target=1234,actual=5678`; `Measure type` and `measure_type` mean `measure-type`. */
export const fieldPins: Value<FieldPins> = z.string().transform((text, context) => {
  const pins: Partial<Record<FieldKey, string>> = {}
  for (const [name, fieldGid] of splitPairs(text)) {
    const key = FIELD_KEYS.find((one) => one === toKey(name, '-'))
    if (key === undefined) context.addIssue(`a known field in place of "${name}": ${FIELD_KEYS.join(', ')}`)
    else if (!/^\d+$/.test(fieldGid)) context.addIssue(`a gid (digits) behind ${key}=, not "${fieldGid}"`)
    else if (pins[key] !== undefined) context.addIssue(`${key} once`)
    else pins[key] = fieldGid
  }
  return pins
})

const FRACTION = { expected: 'from 0 to 1', isFine: (n: number) => n >= 0 && n <= 1 }
const COUNT = { expected: 'a whole number from 1', isFine: (n: number) => Number.isInteger(n) && n >= 1 }
const FACTOR = { expected: 'from 1', isFine: (n: number) => n >= 1 }
const THRESHOLDS = {
  on_track: FRACTION,
  at_risk: FRACTION,
  too_early: FRACTION,
  coverage: FRACTION,
  max_measures: COUNT,
  suspicious: FACTOR,
  week: COUNT,
  month: COUNT,
  quarter: COUNT,
} as const

/** `on_track=0.9,at_risk=0.7`; the others keep their defaults. */
export const thresholds: Value<Thresholds> = z.string().transform((text, context) => {
  const set: Partial<Record<keyof typeof THRESHOLDS, number>> = {}
  for (const [name, amount] of splitPairs(text)) {
    const key = toKey(name, '_') as keyof typeof THRESHOLDS
    const rule = Object.hasOwn(THRESHOLDS, key) ? THRESHOLDS[key] : undefined
    const number = amount === '' ? Number.NaN : Number(amount)
    if (!rule) context.addIssue(`a known name in place of "${name}": ${Object.keys(THRESHOLDS).join(', ')}`)
    else if (!rule.isFine(number)) context.addIssue(`${key} ${rule.expected}, not "${amount}"`)
    else if (set[key] !== undefined) context.addIssue(`${key} once`)
    else set[key] = number
  }
  const result = toThresholds(set)
  if (result.atRiskPace > result.onTrackPace) context.addIssue('at_risk no larger than on_track')
  return result
})

function toThresholds(set: Partial<Record<keyof typeof THRESHOLDS, number>>): Thresholds {
  const { freshDays, ...standard } = DEFAULT_THRESHOLDS
  return {
    onTrackPace: set.on_track ?? standard.onTrackPace,
    atRiskPace: set.at_risk ?? standard.atRiskPace,
    tooEarlyExpected: set.too_early ?? standard.tooEarlyExpected,
    minCoverage: set.coverage ?? standard.minCoverage,
    maxMeasures: set.max_measures ?? standard.maxMeasures,
    suspiciousAttainment: set.suspicious ?? standard.suspiciousAttainment,
    freshDays: {
      Week: set.week ?? freshDays.Week,
      Month: set.month ?? freshDays.Month,
      Quarter: set.quarter ?? freshDays.Quarter,
    },
  }
}

function splitPairs(text: string): [name: string, value: string][] {
  return splitList(text).map((pair) => {
    const [name = '', ...rest] = pair.split('=')
    return [name.trim(), rest.join('=').trim()]
  })
}

function toKey(name: string, separator: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, separator)
}
