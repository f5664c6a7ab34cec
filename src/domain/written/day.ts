import type { Day } from '../model.ts'
import { isDay } from '../week.ts'

/** From the first to the last day, both included. */
export type Period = Readonly<{ start: Day; due: Day }>

/**
 * Reads `2026-03-31`, `31 Mar`, `31. März`, `March 31st`, `31 Mar 2026`, `2026 March 31`: the days that it can mean. With
 * a year that is one day; without, those of the period, so none or several. Undefined is no day.
 */
export function parseWrittenDay(text: string, period: Period): readonly Day[] | undefined {
  const words = text.normalize('NFKC').trim().toLowerCase()
  if (/^\d{4}-\d{2}-\d{2}$/.test(words)) return isDay(words) ? [words] : undefined
  const parts = sortWords(words.split(/[\s.,/-]+/).filter((word) => word !== '' && !FILLERS.includes(word)))
  if (!parts) return undefined
  const { day, month, year } = parts
  const toDay = (inYear: number) =>
    `${String(inYear).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  // 2000 has a 29 February.
  if (!isDay(toDay(year ?? 2000))) return undefined
  return year === undefined
    ? yearsOf(period)
        .map(toDay)
        .filter((found) => isDay(found) && lies(found, period))
    : [toDay(year)]
}

const FILLERS = ['of', 'the', 'de', 'di']

/** The number of the month for every way in which the languages of the component words call it; accents may be missing. */
const MONTHS: readonly string[] = [
  'january januar janner janvier enero janeiro gennaio januari',
  'february februar feber fevrier febrero fevereiro febbraio februari',
  'march marz maerz mars marzo marco maart mrt',
  'april avril abril aprile',
  'may mai mayo maio maggio mei',
  'june juni juin junio junho giugno',
  'july juli juillet julio julho luglio',
  'august aout agosto augustus',
  'september septembre septiembre setembro settembre',
  'october oktober octobre octubre outubro ottobre',
  'november novembre noviembre novembro',
  'december dezember decembre diciembre dezembro dicembre',
]

function sortWords(words: readonly string[]): { day: number; month: number; year: number | undefined } | undefined {
  const years = words.filter((word) => /^\d{4}$/.test(word))
  const days = words.filter((word) => /^\d{1,2}(st|nd|rd|th|er|o)?$/.test(word))
  const months = words.map(monthOf).filter((month) => month !== undefined)
  const [year, day, month] = [years[0], days[0], months[0]]
  if (day === undefined || month === undefined || years.length > 1) return undefined
  if (years.length + 2 !== words.length || days.length !== 1 || months.length !== 1) return undefined
  return { day: Number.parseInt(day, 10), month, year: year === undefined ? undefined : Number(year) }
}

/** The month that a word names, or shortens to at least three letters; `jui` may be June or July, so it names none. */
function monthOf(word: string): number | undefined {
  const letters = word.normalize('NFD').replace(/\p{M}/gu, '')
  if (!/^[a-z]{3,}$/.test(letters)) return undefined
  const meant = MONTHS.flatMap((names, index) => (` ${names}`.includes(` ${letters}`) ? [index + 1] : []))
  return meant.length === 1 ? meant[0] : undefined
}

function yearsOf({ start, due }: Period): readonly number[] {
  const [first, last] = [Number(start.slice(0, 4)), Number(due.slice(0, 4))]
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
}

function lies(day: Day, { start, due }: Period): boolean {
  return start <= day && day <= due
}
