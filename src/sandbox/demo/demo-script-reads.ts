import { isProgram, readFields, readHome, readStatuses } from '../page/read.ts'
import { toWords } from '../page/show.ts'
import type { TaskKey } from '../seed/seed-story.ts'
import type { Field, FieldValue, Gid, Status } from '../state.ts'
import type { Row } from '../table.ts'
import { find } from '../world/find.ts'
import type { Demo } from './demo.ts'

/** The projects with what the service put into their fields, as a person reads it. */
export function readProjectRows({ sandbox: { world }, story }: Demo): Row[] {
  const fields = readServiceFields(world.state, find(world.state, 'portfolio', story.portfolio))
  return Object.values(story.projects).map((gid) => {
    const { name, values } = find(world.state, 'project', gid)
    return { Project: name, ...toCells(world.state, fields, values) }
  })
}

/** A measure with its numbers and what the service made of them. */
export function readMeasureRow({ sandbox: { world }, story }: Demo, key: TaskKey): Row {
  const task = find(world.state, 'task', story.tasks[key])
  const home = readHome(world.state, task)
  const typed = [story.fields.actual, story.fields.target].map((gid) => find(world.state, 'custom_field', gid))
  const fields = [...typed, ...(home ? readServiceFields(world.state, home) : [])]
  return { Measure: task.name, ...toCells(world.state, fields, task.values) }
}

/** What the service has posted on a project or portfolio, newest first. */
export function readServiceUpdates({ sandbox: { world }, story }: Demo, parent: Gid): Status[] {
  return readStatuses(world.state, parent).filter(({ createdBy }) => createdBy === story.bot.gid)
}

type State = Demo['sandbox']['world']['state']

function readServiceFields(state: State, container: Parameters<typeof readFields>[1]): Field[] {
  return readFields(state, container).filter((field) => isProgram(state, field.createdBy))
}

function toCells(state: State, fields: readonly Field[], values: ReadonlyMap<Gid, FieldValue>): Row {
  return Object.fromEntries(fields.map((field) => [field.name, toWords(state, field, values.get(field.gid)) || '–']))
}
