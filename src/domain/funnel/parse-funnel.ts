import type { Day } from '../model.ts'
import { parseWrittenDay } from '../written/day.ts'
import { parseWrittenNumber, type WrittenNumber } from '../written/number.ts'
import { type FunnelProblem, type FunnelStep, orderSteps, type TextLine } from './order-steps.ts'

/** From the leads to the revenue, as a team plans it. */
export type Funnel = Readonly<{
  revenue: number
  /** Mean revenue of one unit of the last stage. */
  price: number
  /** Currency, as written. */
  unit?: string
  dueOn: Day
  /** First to last; at least two. */
  stages: readonly PlannedStage[]
}>

/** Rate and days are those of the step that leads to the stage; the first stage has none. */
export type PlannedStage = Readonly<{ name: string; rate?: number; days?: number }>

/** Start and due date of the project: days without a year lie within, and its due date stands in for the funnel's. */
export type ProjectPeriod = Readonly<{ start: Day; due?: Day | undefined }>

/**
 * Reads the lines below a heading Funnel, in any order. List and bold marks do not count. A text with one line that is not
 * understood gives no funnel.
 */
export function parseFunnel(
  lines: readonly TextLine[],
  period: ProjectPeriod,
): Readonly<{ funnel: Funnel }> | Readonly<{ problem: FunnelProblem }> {
  const found: Found = { revenues: [], prices: [], steps: [] }
  for (const line of lines) {
    const text = stripMarks(line.text)
    const expected = text === '' ? undefined : readLine({ line, text }, period, found)
    if (expected !== undefined) return { problem: { at: line, expected } }
  }
  const [revenue] = found.revenues
  const [price] = found.prices
  const missing = !revenue ? REVENUE : !price ? PRICE : found.steps.length === 0 ? STEP : undefined
  if (!revenue || !price || missing) return { problem: { expected: `a line ${missing}` } }
  const unit = revenue.currency ?? price.currency
  if (unit && price.currency && unit.toUpperCase() !== price.currency.toUpperCase()) {
    return { problem: { at: price.line, expected: `the price in ${unit}, as the revenue` } }
  }
  const chain = orderSteps(found.steps)
  if ('expected' in chain) return { problem: chain }
  const amounts = { revenue: revenue.amount, price: price.amount, dueOn: revenue.dueOn, stages: toStages(chain) }
  return { funnel: unit === undefined ? amounts : { ...amounts, unit } }
}

const REVENUE = 'Revenue 500,000 EUR by 2026-12-31'
const PRICE = 'Price 10,000'
const STEP = 'Leads → Qualified 25 %, 14 days'
/** Bounds that no plan comes near, so that every need is a finite number and every day exists. */
const MAX_DAYS = 3650
const MAX_STEPS = 20
const MIN_RATE = 1e-6

type Amount = Readonly<{ amount: number; currency?: string | undefined; line: TextLine }>
type Found = Readonly<{ revenues: (Amount & { dueOn: Day })[]; prices: Amount[]; steps: FunnelStep[] }>
type Written = Readonly<{ line: TextLine; text: string }>

function stripMarks(text: string): string {
  return text
    .replace(/\*\*|__|`/g, '')
    .replace(/^\s*(?:[-*•+]|\d+[.)])\s+/, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Adds what a line says to `found`, or tells what was expected instead. */
function readLine(written: Written, period: ProjectPeriod, found: Found): string | undefined {
  const { text } = written
  if (ARROW.test(text)) return readStep(written, text.split(ARROW), found)
  if (/^revenue\b/i.test(text)) return readRevenue(written, period, found)
  if (PRICE_LINE.test(text)) return readPrice(written, found)
  if (/ to /i.test(text)) return readStep(written, text.split(/ to /i), found)
  return `${REVENUE}, ${PRICE} or ${STEP}`
}

const ARROW = /→|-+>/
const PRICE_LINE = /^(?:price|average (?:sale|deal)(?: size| price| value)?)\b\s*[:=]?\s*(?<amount>.*)$/i

function readRevenue({ line, text }: Written, period: ProjectPeriod, { revenues }: Found): string | undefined {
  const { amount = '', day } = /^revenue\b\s*[:=]?\s*(?<amount>.*?)(?: by (?<day>.*))?$/i.exec(text)?.groups ?? {}
  const number = readAmount(amount)
  if (!number) return `an amount above 0, as in ${REVENUE}`
  const dueOn = day === undefined ? period.due : readDay(day, period)
  if (dueOn === undefined) return `by and a day, as in ${REVENUE}`
  if (revenues.length > 0) return 'one line Revenue'
  revenues.push({ amount: number.value, currency: number.currency, dueOn, line })
  return undefined
}

function readPrice({ line, text }: Written, { prices }: Found): string | undefined {
  const number = readAmount(PRICE_LINE.exec(text)?.groups?.['amount'] ?? '')
  if (!number) return `an amount above 0, as in ${PRICE}`
  if (prices.length > 0) return 'one line Price, Average sale or Average deal'
  prices.push({ amount: number.value, currency: number.currency, line })
  return undefined
}

/** A number above 0 that is no percentage; a separator before exactly three digits groups thousands. */
function readAmount(text: string): WrittenNumber | undefined {
  const number = parseWrittenNumber(text, 'groups')
  return typeof number === 'object' && number.fraction === undefined && number.value > 0 ? number : undefined
}

function readDay(text: string, { start, due = start }: ProjectPeriod): Day | undefined {
  const [day, another] = parseWrittenDay(text, { start, due }) ?? []
  return another === undefined ? day : undefined
}

/** The name, then the rate, then the days if any. */
const STEP_END = /^(?<to>.+?)(?: ?[:=,] ?| )(?<rate>\d+(?:[.,]\d+)*(?: ?%)?)(?:[ ,;]+(?:in )?(?<days>\d+) ?days?)?$/i

function readStep({ line }: Written, [left = '', right = '', ...more]: string[], { steps }: Found): string | undefined {
  const { to = '', rate: written = '', days = '0' } = STEP_END.exec(right.trim())?.groups ?? {}
  const from = left.trim()
  if (more.length > 0 || from === '' || to === '') return `one arrow, a rate and perhaps days, as in ${STEP}`
  const number = parseWrittenNumber(written, 'groups')
  const rate = typeof number === 'object' ? (number.fraction ?? number.value) : 0
  if (rate < MIN_RATE || rate > 1) return `a rate above 0 % and up to 100 %, as in ${STEP}`
  if (Number(days) > MAX_DAYS) return `at most ${MAX_DAYS} days`
  if (steps.length === MAX_STEPS) return `at most ${MAX_STEPS} steps`
  steps.push({ from, to, rate, days: Number(days), line })
  return undefined
}

function toStages(chain: readonly FunnelStep[]): PlannedStage[] {
  const first = chain.slice(0, 1).map(({ from }) => ({ name: from }))
  return [...first, ...chain.map(({ to, rate, days }) => ({ name: to, rate, days }))]
}
