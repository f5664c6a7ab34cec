import { MEASURE_FIELDS } from './seed-fields.ts'
import type { StoryProject } from './seed-story.ts'

const MEASURES = '1. Measures:'
const VISION = '2. 🌅 Vision'
const VALUES = '3. Values'
const METHODS = '4. Methods:'
const OBSTACLES = '5. Obstacles ⚠️'

/** The healthy project: every number has an owner, a target and a fresh value. */
export const WEBSITE: StoryProject = {
  key: 'website',
  name: 'New website',
  owner: 'maya',
  start: -70,
  due: 70,
  weight: 2,
  budgetUsed: 0.482,
  description: 'Everything about the new website. The plan itself stands in the sections below.',
  fields: MEASURE_FIELDS,
  sections: [MEASURES, VISION, VALUES, METHODS, OBSTACLES],
  tasks: [
    {
      key: 'visitors',
      name: 'Visitors per month',
      section: MEASURES,
      who: 'maya',
      set: {
        'measure-type': 'Reach',
        baseline: 42000,
        target: 60000,
        unit: 'visitors',
        weight: 2,
        'update-every': 'Week',
      },
      actuals: [42300, 43100, 43900, 44200, 45800, 46900, 47700, 49200, 50400, 51900],
      comments: [
        { by: 'maya', on: -9, text: 'The two packing guides bring most of the growth. Two more are on their way.' },
      ],
    },
    {
      key: 'enquiries',
      name: 'Dealer enquiries from the website per month',
      section: MEASURES,
      who: 'jonas',
      set: { 'measure-type': 'Reach', baseline: 120, target: 200, unit: 'enquiries', 'update-every': 'Week' },
      actuals: [121, 124, 131, 129, 138, 144, 149, 152, 158, 163],
    },
    {
      key: 'load-time',
      name: 'Seconds until a page is there',
      section: MEASURES,
      who: 'tomas',
      notes: 'Measured on a phone, over mobile data. Lower is better.',
      set: { 'measure-type': 'Reach', baseline: 4.2, target: 2, unit: 's', 'update-every': 'Week' },
      actuals: [4.2, 4.1, 3.9, 3.9, 3.6, 3.5, 3.4, 3.2, 3.1, 2.95],
      comments: [{ by: 'tomas', on: -16, text: 'Smaller pictures on the product pages made the jump.' }],
    },
    {
      key: 'satisfaction',
      name: 'Visitor rating',
      section: MEASURES,
      who: 'lena',
      set: { 'measure-type': 'Stay above', target: 4.3, unit: 'of 5', 'update-every': 'Month' },
      actuals: [4.4, 4.4, 4.5],
      lastTyped: -8,
      typedEvery: 28,
    },
    {
      key: 'cost-per-enquiry',
      name: 'Cost per enquiry',
      section: MEASURES,
      who: 'priya',
      set: { 'measure-type': 'Stay below', target: 35, unit: '€', 'update-every': 'Week' },
      actuals: [38, 37, 36.5, 36, 34.8, 34, 33.2, 32.5, 31.9, 31.4],
    },
    {
      key: 'accessibility',
      name: 'Accessibility check passed',
      section: MEASURES,
      who: 'tomas',
      due: 45,
      set: { 'measure-type': 'Yes/No' },
    },
    { name: 'People find the right gear in two clicks, and come back', section: VISION, who: 'maya' },
    { name: 'Clear before clever', section: VALUES },
    { name: 'Everyone can use it', section: VALUES },
    { name: 'We test with real customers, every month', section: VALUES },
    { name: 'Interview twelve customers', section: METHODS, who: 'lena', due: -40, done: -42 },
    { name: 'Move the shop pages to the new design', section: METHODS, who: 'tomas', due: -6, done: -5 },
    { name: 'Packing guide: three days in the Alps', section: METHODS, who: 'sam', due: -3, done: -3 },
    { name: 'Shrink all product pictures', section: METHODS, who: 'tomas', due: -9, done: -10 },
    {
      name: 'Packing guide: first camping trip with children',
      section: METHODS,
      who: 'sam',
      due: 3,
      comments: [{ by: 'lena', on: -1, text: 'Text is approved. Only the cover photo is missing.' }],
      subtasks: [
        { name: 'Write the text', who: 'sam', done: -4 },
        { name: 'Pictures', separator: true },
        { name: 'Choose the cover photo', who: 'lena' },
      ],
    },
    { name: 'Dealer finder on a map', section: METHODS, who: 'tomas', due: 6 },
    { name: 'Customer test, round four', section: METHODS, who: 'lena', due: 11 },
    { name: 'New website is public', section: METHODS, who: 'maya', due: 60, kind: 'milestone' },
    {
      name: 'Photo rights are missing for fourteen pages',
      section: OBSTACLES,
      who: 'priya',
      due: 9,
      comments: [{ by: 'priya', on: -6, text: 'Nine of fourteen photographers have answered.' }],
    },
    { name: 'Translations arrive late', section: OBSTACLES, who: 'sam', due: -12, done: -15 },
  ],
  statuses: [
    {
      by: 'maya',
      on: -20,
      type: 'on_track',
      title: 'Good start',
      text: 'Visitors and enquiries grow as planned. The shop pages move to the new design next.',
    },
  ],
}
