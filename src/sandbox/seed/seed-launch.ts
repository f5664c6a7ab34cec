import { MEASURE_FIELDS } from './seed-fields.ts'
import type { StoryProject } from './seed-story.ts'

const RESULTS = '📏 Key results'
const VISION = '🌟 Vision'
const VALUES = '💙 Values'
const WORK = '🚀 Initiatives'
const BLOCKERS = '⛔ Blockers'

/** The project that falls behind, although its owner still calls it on track. */
export const LAUNCH: StoryProject = {
  key: 'launch',
  name: 'Launch of the Nova tent',
  owner: 'jonas',
  start: -70,
  due: 42,
  weight: 3,
  budgetUsed: 0.741,
  description: 'Nova is our first tent for families. It must be known before the season starts.',
  fields: MEASURE_FIELDS,
  sections: [RESULTS, WORK, BLOCKERS, VISION, VALUES],
  tasks: [
    { name: 'Every family that plans a first camping trip has heard of Nova', section: VISION, who: 'jonas' },
    { name: 'Honest pictures, real families', section: VALUES },
    { name: 'Dealers hear it first', section: VALUES },
    {
      key: 'preorders',
      name: 'Pre-orders from dealers',
      section: RESULTS,
      who: 'jonas',
      set: { 'measure-type': 'Reach', baseline: 0, target: 800, unit: 'tents', weight: 3, 'update-every': 'Week' },
      actuals: [0, 22, 41, 70, 96, 118, 149, 171, 192, 214],
      comments: [
        { by: 'jonas', on: -16, text: 'Three large dealers decide after the trade fair.' },
        { by: 'maya', on: -9, text: 'The fair is on hold. Can we show the tent to them before?' },
      ],
    },
    {
      key: 'waiting-list',
      name: 'People on the waiting list',
      section: RESULTS,
      who: 'sam',
      set: { 'measure-type': 'Reach', baseline: 0, target: 1500, unit: 'people', 'update-every': 'Week' },
      actuals: [0, 80, 165, 250, 330, 402, 480, 561, 640, 705],
    },
    {
      key: 'cost-per-person',
      name: 'Cost per person on the waiting list',
      section: RESULTS,
      who: 'priya',
      set: { 'measure-type': 'Stay below', target: 4, unit: '€', 'update-every': 'Week' },
      actuals: [3.6, 3.7, 3.9, 4.2, 4.6, 5.1, 5.4, 5.8, 6.1, 6.4],
      comments: [{ by: 'priya', on: -5, text: 'Advertising became dearer since the competitor started.' }],
    },
    {
      key: 'opt-outs',
      name: 'People who leave the newsletter',
      section: RESULTS,
      who: 'sam',
      set: { 'measure-type': 'Stay below', target: 2, unit: '%', 'update-every': 'Week' },
      actuals: [1.1, 1.3, 1.2, 1.4, 1.3, 1.5, 1.4, 1.3, 1.4, 1.4],
    },
    {
      key: 'press-kit',
      name: 'Press kit is online',
      section: RESULTS,
      who: 'lena',
      due: -10,
      done: -12,
      set: { 'measure-type': 'Yes/No' },
    },
    {
      key: 'training',
      name: 'All dealers have seen the tent being set up',
      section: RESULTS,
      who: 'tomas',
      due: -5,
      set: { 'measure-type': 'Yes/No' },
    },
    {
      key: 'film',
      name: 'Approve the launch film',
      section: WORK,
      who: 'maya',
      due: -4,
      done: -6,
      kind: 'approval',
      verdict: 'rejected',
      comments: [{ by: 'maya', on: -6, text: 'Too dark, and the children look bored. Please cut it again.' }],
    },
    { name: 'Approve the dealer brochure', section: WORK, who: 'jonas', due: 5, kind: 'approval' },
    { name: 'Book the photo shoot at the lake', section: WORK, who: 'lena', due: -30, done: -31 },
    { name: 'Send tents to ten families', section: WORK, who: 'sam', due: -11, done: -11 },
    { name: 'First family story is online', section: WORK, who: 'sam', due: -4, done: -4 },
    { name: 'Letter to all dealers', section: WORK, who: 'jonas', due: -2, done: -2 },
    {
      name: 'Cut the launch film again',
      section: WORK,
      who: 'lena',
      due: 4,
      subtasks: [
        { name: 'Brighten the lake scene', who: 'lena', done: -1 },
        { name: 'Replace the tent scene', who: 'lena' },
      ],
    },
    { name: 'Show the tent to the three largest dealers', section: WORK, who: 'jonas', due: 8 },
    { name: 'Second family story', section: WORK, who: 'sam', due: 12 },
    { name: 'Nova goes on sale', section: WORK, who: 'jonas', due: 42, kind: 'milestone' },
    {
      name: 'The trade fair may be cancelled',
      section: BLOCKERS,
      who: 'tomas',
      due: 7,
      comments: [{ by: 'tomas', on: -8, text: 'The organiser decides within two weeks.' }],
    },
    {
      name: 'Advertising prices have risen by a third',
      section: WORK,
      who: 'priya',
      due: 14,
      tags: ['v2mom: obstacle'],
    },
  ],
  statuses: [
    {
      by: 'jonas',
      on: -40,
      type: 'on_track',
      title: 'We have begun',
      text: 'The photo shoot is booked and the first dealers have ordered.',
    },
    {
      by: 'jonas',
      on: -12,
      type: 'on_track',
      title: 'Press kit is done',
      text: 'The press kit is online. Pre-orders are slower than hoped, but the large dealers are still to come.',
    },
  ],
}
