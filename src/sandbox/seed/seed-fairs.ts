import { MEASURE_FIELDS } from './seed-fields.ts'
import type { StoryProject } from './seed-story.ts'

const MEASURES = 'Measures –'
const WORK = 'Preparation'
const RISKS = 'Risks'

/** The project a person has put on hold: numbers go on, but nothing is posted there. */
export const FAIRS: StoryProject = {
  key: 'fairs',
  name: 'Trade fair tour',
  owner: 'tomas',
  start: -70,
  due: 90,
  budgetUsed: 0.118,
  description:
    '<strong>Vision</strong>\nWhoever visits our stand wants to sleep outside that same night.\n\n<strong>Principles</strong><ul><li>Touch before talk</li><li>No brochures in the bin</li></ul>',
  fields: MEASURE_FIELDS,
  sections: [MEASURES, WORK, RISKS],
  tasks: [
    {
      key: 'meetings',
      name: 'Meetings agreed with dealers',
      section: MEASURES,
      who: 'tomas',
      set: { 'measure-type': 'Reach', baseline: 0, target: 400, unit: 'meetings', 'update-every': 'Week' },
      actuals: [0, 12, 25, 40, 55, 66, 78, 88, 95, 96],
    },
    {
      key: 'stand-cost',
      name: 'Cost of the stand',
      section: MEASURES,
      who: 'priya',
      set: { 'measure-type': 'Stay below', target: 28000, unit: '€', 'update-every': 'Month' },
      actuals: [21000, 22500, 26400],
      lastTyped: -9,
      typedEvery: 28,
    },
    { name: 'Reserve the stand', section: WORK, who: 'tomas', due: -45, done: -45 },
    { name: 'Design of the stand', section: WORK, who: 'lena', due: -14, done: -13 },
    { name: 'Hotel rooms for the team', section: WORK, who: 'sam', due: 13 },
    { name: 'Stand is built', section: WORK, who: 'tomas', due: 80, kind: 'milestone' },
    {
      name: 'The organiser may cancel the fair',
      section: RISKS,
      who: 'tomas',
      due: 7,
      comments: [{ by: 'maya', on: -9, text: 'We wait for the decision before we spend more money.' }],
    },
  ],
  statuses: [
    {
      by: 'tomas',
      on: -9,
      type: 'on_hold',
      title: 'We wait for the organiser',
      text: 'The fair may be cancelled. Until that is decided, nothing is booked or paid.',
    },
  ],
}
