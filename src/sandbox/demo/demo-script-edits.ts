import type { TaskKey } from '../seed/seed-story.ts'
import type { Demo } from './demo.ts'

export type Action = Readonly<{
  told: string
  task: TaskKey
  act: (demo: Demo) => void
  /** What the service must have put into the task's fields. */
  expected: Readonly<Record<string, string>>
}>

/** Three edits by three people: a number, a missing target, a finished task. */
export const ACTIONS: readonly Action[] = [
  {
    told: 'Jonas types the pre-orders that came in',
    task: 'preorders',
    act: ({ sandbox, story: { tasks, fields, people } }) =>
      sandbox.world.setValues(tasks.preorders, { [fields.actual]: 480 }, { by: people.jonas }),
    expected: { Attainment: '60%', 'Measure status': 'On track' },
  },
  {
    told: 'Lena adds the target that was missing',
    task: 'recall',
    act: ({ sandbox, story: { tasks, fields, people } }) =>
      sandbox.world.setValues(tasks.recall, { [fields.target]: 40 }, { by: people.lena }),
    expected: { Attainment: '43.8%', 'Measure status': 'At risk' },
  },
  {
    told: 'Tomás has shown the tent to the last dealer',
    task: 'training',
    act: ({ sandbox, story: { tasks, people } }) =>
      sandbox.world.updateTask(tasks.training, { completed: true }, { by: people.tomas }),
    expected: { Attainment: '100%', 'Measure status': 'Achieved' },
  },
]
