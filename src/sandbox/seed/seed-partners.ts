import type { StoryProject } from './seed-story.ts'

const TO_DO = 'To do'
const DOING = 'Doing'
const DONE = 'Done'

/** The project whose whole plan is a text: its measures are sentences without numbers. */
export const PARTNERS: StoryProject = {
  key: 'partners',
  name: 'Partner shops',
  owner: 'priya',
  start: -70,
  due: 84,
  budgetUsed: 0.22,
  description: [
    '<strong>Vision</strong>\nA shop that sells our gear feels like a small branch of ours.\n',
    '<strong>2. Values:</strong><ul><li>Partners earn first</li><li>One contact, one answer</li></ul>',
    '<strong>🛠 Methods</strong><ul><li>A starter box for every new shop</li><li>A visit each quarter</li></ul>',
    '<strong>Obstacles</strong>\nSmall shops have no time for training.\n',
    '<strong>Measures –</strong><ol><li>60 active partner shops by the end of the project</li><li>Each shop orders again within eight weeks</li></ol>',
  ].join('\n'),
  fields: [],
  sections: [TO_DO, DOING, DONE],
  tasks: [
    { name: 'Write the starter guide', section: DONE, who: 'lena', due: -20, done: -21 },
    { name: 'Visit the shops in the north', section: DONE, who: 'priya', due: -5, done: -6 },
    { name: 'Agree on the discount table', section: DONE, who: 'jonas', due: -2, done: -1 },
    {
      name: 'Pack the first fifty starter boxes',
      section: DOING,
      who: 'sam',
      due: 4,
      subtasks: [
        { name: 'Order the boxes', who: 'sam', done: -8 },
        { name: 'Print the labels', who: 'sam' },
      ],
    },
    { name: 'Visit the shops in the south', section: DOING, who: 'priya', due: 9 },
    { name: 'Evening course for shop staff', section: TO_DO, who: 'lena', due: 16 },
    { name: 'Ask all partners what they miss', section: TO_DO, who: 'priya', due: 30 },
  ],
  statuses: [
    {
      by: 'priya',
      on: -13,
      type: 'at_risk',
      title: 'Slower than planned',
      text: 'The starter boxes came two weeks late. The visits in the north went well.',
    },
  ],
}
