import type { Day, FieldKey } from '../../domain/model.ts'
import { bullets, rich, toBody } from '../../domain/text/rich.ts'
import { renderSignature } from '../../domain/text/signature.ts'

export const TEMPLATE_NAME = 'V2MOM project'
export const TEMPLATE_SECTIONS = ['Measures', 'Methods', 'Obstacles'] as const

type SampleTask = Readonly<{
  name: string
  section: (typeof TEMPLATE_SECTIONS)[number]
  /** Assigned to the token's user and given dates, so that the first weekly update has a measure to evaluate. */
  isOwned?: boolean
  /** Numbers, texts and option names by field. */
  values?: Readonly<Partial<Record<FieldKey, number | string>>>
}>

/** The tasks of the template project: measures of three types, methods and an obstacle. */
export const SAMPLE_TASKS: readonly SampleTask[] = [
  {
    name: 'Newsletter subscribers',
    section: 'Measures',
    isOwned: true,
    values: { 'measure-type': 'Reach', baseline: 1200, target: 2000, actual: 1450, unit: 'people', weight: 2 },
  },
  {
    name: 'Cost of a new lead',
    section: 'Measures',
    isOwned: true,
    values: { 'measure-type': 'Stay below', target: 40, actual: 36, unit: 'EUR', 'update-every': 'Month' },
  },
  { name: 'The new brochure is printed', section: 'Measures', isOwned: true, values: { 'measure-type': 'Yes/No' } },
  { name: 'Ask every customer for a story', section: 'Methods' },
  { name: 'Show up at three trade fairs', section: 'Methods' },
  { name: 'Only one designer for everything', section: 'Obstacles' },
]

/** The description until the project is complete. The next run recognizes an incomplete project by it. */
export const UNFINISHED = 'asana-v2mom is still filling this project.'

export const UNFINISHED_HTML = toBody(rich`${UNFINISHED}`)

const VALUES = ['Honest pictures, real people', 'One thing at a time'].map((value) => rich`${value}`)
const HINTS = [
  'Copy this project, or rename it and write your own words and numbers over these.',
  'A task in the section Measures is a measure: give it a target, the actual number, an owner and a due date.',
].map((hint) => rich`${hint}`)

export const TEMPLATE_HTML = toBody(
  rich`<strong>Vision</strong>`,
  rich`Everybody in town who needs us has heard of us by the end of the quarter.`,
  rich`<strong>Values</strong>${bullets(VALUES)}<strong>How to use this:</strong>${bullets(HINTS)}${renderSignature()}`,
)

/** First and last day of the quarter around a day: the dates of the template project. */
export function quarterOf(day: Day): { startOn: Day; dueOn: Day } {
  const [year, month = '01'] = day.split('-')
  const quarter = Math.floor((Number(month) - 1) / 3)
  const [start, end] = QUARTERS[quarter] ?? QUARTERS[0]
  return { startOn: `${year}-${start}`, dueOn: `${year}-${end}` }
}

const QUARTERS = [
  ['01-01', '03-31'],
  ['04-01', '06-30'],
  ['07-01', '09-30'],
  ['10-01', '12-31'],
] as const
