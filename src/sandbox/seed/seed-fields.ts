import type { InputKey } from './seed-story.ts'

export type StoryField = Readonly<
  { name: string; description: string } & (
    | { type: 'number'; precision: number; format: 'none' | 'percentage' }
    | { type: 'text' }
    | { type: 'enum'; options: readonly Readonly<{ name: string; color: string }>[] }
  )
>

/** The fields the team already has. What the service owns is missing: making it is the service's job. */
export const STORY_FIELDS: Readonly<Record<InputKey, StoryField>> = {
  v2mom: {
    name: 'V2MOM',
    description: 'Which part of our plan a task belongs to.',
    type: 'enum',
    options: [
      { name: 'Vision', color: 'purple' },
      { name: 'Values', color: 'pink' },
      { name: 'Methods', color: 'blue' },
      { name: 'Obstacles', color: 'orange' },
      { name: 'Measures', color: 'green' },
    ],
  },
  'measure-type': {
    name: 'Measure type',
    description: 'How the number is judged.',
    type: 'enum',
    options: [
      { name: 'Reach', color: 'blue' },
      { name: 'Stay above', color: 'green' },
      { name: 'Stay below', color: 'yellow' },
      { name: 'Yes/No', color: 'purple' },
    ],
  },
  baseline: plainNumber('Baseline', 'Where the number stood when we began.'),
  target: plainNumber('Target', 'The number we promised.'),
  actual: plainNumber('Actual', 'The number today.'),
  unit: { name: 'Unit', description: 'What is counted.', type: 'text' },
  weight: plainNumber('Weight', 'How much it counts. Empty counts as 1.'),
  'update-every': {
    name: 'Update every',
    description: 'How often somebody types the number in.',
    type: 'enum',
    options: [
      { name: 'Week', color: 'green' },
      { name: 'Month', color: 'blue' },
      { name: 'Quarter', color: 'purple' },
    ],
  },
  'budget-used': {
    name: 'Budget used',
    description: 'Typed in by finance at the end of each week.',
    type: 'number',
    precision: 1,
    format: 'percentage',
  },
}

/** The fields of an ordinary measure list. */
export const MEASURE_FIELDS: readonly InputKey[] = [
  'actual',
  'target',
  'unit',
  'baseline',
  'measure-type',
  'weight',
  'update-every',
  'v2mom',
]

/** The fields the portfolio gives to its projects. */
export const PORTFOLIO_FIELDS: readonly InputKey[] = ['weight', 'budget-used']

function plainNumber(name: string, description: string): StoryField {
  return { name, description, type: 'number', precision: 2, format: 'none' }
}
