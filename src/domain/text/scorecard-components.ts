import { type ClassifiedProject, COMPONENTS, type Component, type EvaluationTime, type Task } from '../model.ts'
import { displayName, type Room, truncate } from '../strings/truncate.ts'
import { isDone } from '../task-status.ts'
import { enumerate } from './enumerate.ts'
import { dueLabel, ownerName, pluralize } from './format.ts'
import { bullets, link, type Rich, rich } from './rich.ts'

const STATEMENT: Room = { chars: 160, words: 40 }

/** The five components, and what stands in each. */
export function renderComponents(input: { tagged: ClassifiedProject; at: EvaluationTime; most: number }): Rich {
  const { present } = input.tagged
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

type Context = Readonly<{ tagged: ClassifiedProject; at: EvaluationTime; most: number }>

function renderContents(component: Component, { tagged, at, most }: Context): Rich {
  const statements = tagged.statements.filter((statement) => statement.component === component)
  const written = statements.map(({ text }) => rich`${truncate(text, STATEMENT)}`)
  return enumerate([...written, ...RENDER_TASKS[component](tagged.items[component], at)], most, (content) => content)
}

/** Tasks that say something are named; tasks that are work are counted. Measures have a part of their own. */
const RENDER_TASKS: Readonly<Record<Component, (items: readonly Task[], at: EvaluationTime) => readonly Rich[]>> = {
  vision: (items) => items.map(toName),
  values: (items) => items.map(toName),
  methods: countDone,
  obstacles: nameOpen,
  measures: (items) => (items.length === 0 ? [] : [rich`${pluralize(items.length, 'task')}`]),
}

function countDone(items: readonly Task[]): Rich[] {
  return items.length === 0 ? [] : [rich`${pluralize(items.length, 'task')}, ${items.filter(isDone).length} done`]
}

function nameOpen(items: readonly Task[], at: EvaluationTime): Rich[] {
  const settled = items.filter(isDone).length
  const open = items.filter((item) => !isDone(item))
  const named = open.map((item) => rich`${toName(item)} (${ownerName(item.assignee)}, ${dueLabel(item.dueOn, at)})`)
  return settled === 0 ? named : [...named, rich`${settled} settled`]
}

function toName(item: Task): Rich {
  return link(displayName(item, STATEMENT), item.permalinkUrl)
}
