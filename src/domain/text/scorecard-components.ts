import { COMPONENTS, type Component, type Item, type Moment, type Tagged } from '../model.ts'
import { nameOf, type Room, shorten } from '../strings/truncate.ts'
import { isDone } from '../task-status.ts'
import { enumerate } from './enumerate.ts'
import { counted, whenDue, whoIs } from './format.ts'
import { bullets, link, type Rich, rich } from './rich.ts'

const STATEMENT: Room = { chars: 160, words: 40 }

/** The five components, and what stands in each. */
export function renderComponents(input: { tagged: Tagged; at: Moment; most: number }): Rich {
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

type Context = Readonly<{ tagged: Tagged; at: Moment; most: number }>

function renderContents(component: Component, { tagged, at, most }: Context): Rich {
  const statements = tagged.statements.filter((statement) => statement.component === component)
  const written = statements.map(({ text }) => rich`${shorten(text, STATEMENT)}`)
  return enumerate([...written, ...RENDER_TASKS[component](tagged.items[component], at)], most, (content) => content)
}

/** Tasks that say something are named; tasks that are work are counted. Measures have a part of their own. */
const RENDER_TASKS: Readonly<Record<Component, (items: readonly Item[], at: Moment) => readonly Rich[]>> = {
  vision: (items) => items.map(toName),
  values: (items) => items.map(toName),
  methods: countDone,
  obstacles: nameOpen,
  measures: (items) => (items.length === 0 ? [] : [rich`${counted(items.length, 'task')}`]),
}

function countDone(items: readonly Item[]): Rich[] {
  return items.length === 0 ? [] : [rich`${counted(items.length, 'task')}, ${items.filter(isDone).length} done`]
}

function nameOpen(items: readonly Item[], at: Moment): Rich[] {
  const settled = items.filter(isDone).length
  const open = items.filter((item) => !isDone(item))
  const named = open.map((item) => rich`${toName(item)} (${whoIs(item.assignee)}, ${whenDue(item.dueOn, at)})`)
  return settled === 0 ? named : [...named, rich`${settled} settled`]
}

function toName(item: Item): Rich {
  return link(nameOf(item, STATEMENT), item.permalinkUrl)
}
