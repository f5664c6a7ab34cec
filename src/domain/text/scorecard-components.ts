import { type ClassifiedProject, COMPONENTS, type Component, type EvaluationTime, type Task } from '../model.ts'
import { displayName, type TextLimit, truncate } from '../strings/truncate.ts'
import { isDone } from '../task-status.ts'
import { enumerate } from './enumerate.ts'
import { dueLabel, ownerName, pluralize } from './format.ts'
import { bullets, link, type Rich, rich } from './rich.ts'

const STATEMENT: TextLimit = { chars: 160, words: 40 }

/** The five components, and what stands in each. */
export function renderComponents(input: { classified: ClassifiedProject; at: EvaluationTime; most: number }): Rich {
  const { present } = input.classified
  const lines = COMPONENTS.map((component) => {
    const contents = present.includes(component) ? renderContents(component, input) : rich`missing`
    return rich`<strong>${NAMES[component]}</strong>: ${contents}`
  })
  return rich`<h2>V2MOM: ${present.length} of ${COMPONENTS.length} in place</h2>${bullets(lines)}`
}

const NAMES: Readonly<Record<Component, string>> = {
  vision: 'Vision',
  values: 'Values',
  methods: 'Methods',
  obstacles: 'Obstacles',
  measures: 'Measures',
}

type Context = Readonly<{ classified: ClassifiedProject; at: EvaluationTime; most: number }>

function renderContents(component: Component, { classified, at, most }: Context): Rich {
  const statements = classified.statements.filter((statement) => statement.component === component)
  const written = statements.map(({ text }) => rich`${truncate(text, STATEMENT)}`)
  return enumerate(
    [...written, ...RENDER_TASKS[component](classified.tasks[component], at)],
    most,
    (content) => content,
  )
}

/** Tasks that say something are named; tasks that are work are counted. Measures have a part of their own. */
const RENDER_TASKS: Readonly<Record<Component, (tasks: readonly Task[], at: EvaluationTime) => readonly Rich[]>> = {
  vision: (tasks) => tasks.map(toName),
  values: (tasks) => tasks.map(toName),
  methods: countDone,
  obstacles: nameOpen,
  measures: (tasks) => (tasks.length === 0 ? [] : [rich`${pluralize(tasks.length, 'task')}`]),
}

function countDone(tasks: readonly Task[]): Rich[] {
  return tasks.length === 0 ? [] : [rich`${pluralize(tasks.length, 'task')}, ${tasks.filter(isDone).length} done`]
}

function nameOpen(tasks: readonly Task[], at: EvaluationTime): Rich[] {
  const settled = tasks.filter(isDone).length
  const open = tasks.filter((task) => !isDone(task))
  const named = open.map((task) => rich`${toName(task)} (${ownerName(task.assignee)}, ${dueLabel(task.dueOn, at)})`)
  return settled === 0 ? named : [...named, rich`${settled} settled`]
}

function toName(task: Task): Rich {
  return link(displayName(task, STATEMENT), task.permalinkUrl)
}
