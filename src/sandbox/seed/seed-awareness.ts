import { MEASURE_FIELDS } from './seed-fields.ts'
import type { StoryProject } from './seed-story.ts'

const NUMBERS = 'Metrics'
const NOW = 'This month'
const LATER = 'Later'

/** The project that cannot be measured: each number lacks something else. */
export const AWARENESS: StoryProject = {
  key: 'awareness',
  name: 'Become better known',
  owner: 'lena',
  description:
    '<strong>Vision:</strong> when people think of a weekend outdoors, they think of us.\n\n<strong>Values</strong><ul><li>Friendly, never loud</li><li>Show the people behind the brand</li></ul>',
  budgetUsed: 0.305,
  fields: MEASURE_FIELDS,
  sections: [NUMBERS, NOW, LATER],
  tasks: [
    {
      key: 'recall',
      name: 'People who know our name',
      section: NUMBERS,
      who: 'lena',
      due: 50,
      notes: 'The survey is done each week by phone. The board has not agreed on a number yet.',
      set: { 'measure-type': 'Reach', baseline: 24, unit: '%', 'update-every': 'Week' },
      actuals: [24, 24, 25, 25, 26, 27, 27, 29, 30, 31],
    },
    {
      key: 'followers',
      name: 'Followers on social media',
      section: NUMBERS,
      due: 50,
      set: { 'measure-type': 'Reach', baseline: 12000, target: 25000, unit: 'followers', 'update-every': 'Week' },
      actuals: [12100, 12900, 13600, 14200, 15000, 15700, 16300, 17100, 17800, 18400],
    },
    {
      key: 'share-of-voice',
      name: 'Our part of all talk about tents',
      section: NUMBERS,
      who: 'priya',
      due: 50,
      set: { 'measure-type': 'Reach', baseline: 0.12, target: 0.25, 'update-every': 'Week' },
      actuals: [0.12, 0.13, 0.13, 0.14, 0.15, 0.16, 0.17, 0.18, 0.19, 21],
    },
    {
      key: 'articles',
      name: 'Articles in newspapers',
      section: NUMBERS,
      who: 'tomas',
      due: 50,
      set: { 'measure-type': 'Reach', baseline: 0, target: 40, unit: 'articles', 'update-every': 'Week' },
      actuals: [0, 2, 5, 6, 9, 11],
      lastTyped: -34,
    },
    {
      key: 'readers',
      name: 'Readers of the newsletter',
      section: NUMBERS,
      who: 'sam',
      set: { 'measure-type': 'Reach', baseline: 5200, target: 8000, unit: 'readers', 'update-every': 'Week' },
      actuals: [5200, 5310, 5440, 5600, 5720, 5850, 6010, 6180, 6300, 6450],
    },
    {
      key: 'podcast',
      name: 'Podcast listeners per episode',
      section: NUMBERS,
      who: 'sam',
      start: -70,
      due: 50,
      set: { 'measure-type': 'Reach', target: 8000, unit: 'listeners', 'update-every': 'Week' },
      actuals: [300, 900, 1500, 2100, 2700, 3200, 3700, 4200, 4700, 5100],
    },
    { name: 'Podcast: a night on the mountain', section: NOW, who: 'sam', due: -7, done: -7 },
    { name: 'Answer every comment within a day', section: NOW, who: 'lena', due: -2, done: -2 },
    { name: 'Podcast: cooking without a stove', section: NOW, who: 'sam', due: 7 },
    { name: 'Choose three schools for the outdoor day', section: NOW, who: 'tomas', due: 2 },
    { name: 'Outdoor day with schools', section: LATER, who: 'tomas', due: 33 },
    {
      name: 'Nobody has time to count the articles',
      section: LATER,
      who: 'tomas',
      due: 10,
      set: { v2mom: 'Obstacles' },
      comments: [{ by: 'tomas', on: -20, text: 'The clipping service has ended. I am looking for another one.' }],
    },
  ],
}
