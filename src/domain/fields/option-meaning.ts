import type { Cadence, MeasureType } from '../model.ts'

/** Which way a Reach measure gets better. */
export type Direction = 'up' | 'down'

/** What an option of the field Measure type means: the type, and the direction where its name states one. */
export type TypeMeaning = Readonly<{ type: MeasureType; direction?: Direction }>

const TYPES: Readonly<Record<string, TypeMeaning>> = {
  reach: { type: 'Reach' },
  increase: { type: 'Reach', direction: 'up' },
  grow: { type: 'Reach', direction: 'up' },
  decrease: { type: 'Reach', direction: 'down' },
  reduce: { type: 'Reach', direction: 'down' },
  lower: { type: 'Reach', direction: 'down' },
  'stay above': { type: 'Stay above' },
  'at least': { type: 'Stay above' },
  minimum: { type: 'Stay above' },
  above: { type: 'Stay above' },
  'stay below': { type: 'Stay below' },
  'at most': { type: 'Stay below' },
  maximum: { type: 'Stay below' },
  limit: { type: 'Stay below' },
  below: { type: 'Stay below' },
  'yes/no': { type: 'Yes/No' },
  'yes / no': { type: 'Yes/No' },
  done: { type: 'Yes/No' },
  milestone: { type: 'Yes/No' },
}

const CADENCES: Readonly<Record<string, Cadence>> = {
  week: 'Week',
  weekly: 'Week',
  month: 'Month',
  monthly: 'Month',
  quarter: 'Quarter',
  quarterly: 'Quarter',
}

/** The type that an option's name states; undefined when the name is not understood. */
export function toTypeMeaning(optionName: string): TypeMeaning | undefined {
  return lookUp(TYPES, optionName)
}

/** The cadence that an option's name states; undefined when the name is not understood. */
export function toCadence(optionName: string): Cadence | undefined {
  return lookUp(CADENCES, optionName)
}

/** Emoji, brackets around or behind the name, marks at its end, spaces and case do not count. */
export function normalizeOptionName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(SYMBOLS, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^[[({<"'](.*)[\])}>"']$/, '$1')
    .replace(/[([{][^()[\]{}]*[)\]}]$/, '')
    .replace(/[.:!]+$/, '')
    .trim()
    .toLowerCase()
}

const SYMBOLS = /\p{Extended_Pictographic}|\p{So}|\p{RI}|\p{EMod}|\uFE0F|\u20E3|\u200B|\u200C|\u200D/gu

function lookUp<Meaning>(table: Readonly<Record<string, Meaning>>, name: string): Meaning | undefined {
  const key = normalizeOptionName(name)
  return Object.hasOwn(table, key) ? table[key] : undefined
}
