import {
  type ClassifiedProject,
  COMPONENTS,
  type Component,
  type Fields,
  type Project,
  type Source,
  type Statement,
  type Task,
} from '../model.ts'
import { parseDescription } from './description.ts'
import { tagToComponent, toComponent } from './heading.ts'
import { toProjectRecord, toStatementRecords, toTaskRecord } from './record.ts'

type Place = Readonly<{ component: Component; source: Source }>
type PlacedItem = Place & Readonly<{ task: Task }>

/** Sorts a project into its V2MOM: one record per thing, each with its component and what decided it. */
export function classifyProject(input: {
  project: Project
  tasks: readonly Task[]
  fields: Fields
}): ClassifiedProject {
  const { project, tasks, fields } = input
  const statements = parseDescription(project.description)
  const placed = tasks.filter(isRecord).map((task) => ({ task, ...classifyTask(task, fields) }))
  const present = COMPONENTS.filter((component) => isPresent(component, statements, placed))
  return {
    records: [
      toProjectRecord(project),
      ...toStatementRecords(project, statements),
      ...placed.map(({ task, component, source }) => toTaskRecord(task, component, source)),
    ],
    statements,
    tasks: {
      vision: itemsOf('vision', placed),
      values: itemsOf('values', placed),
      methods: itemsOf('methods', placed),
      obstacles: itemsOf('obstacles', placed),
      measures: itemsOf('measures', placed),
    },
    present,
    completeness: present.length / COMPONENTS.length,
  }
}

function isRecord(task: Task): boolean {
  return !task.isSubtask && !task.isSeparator && !task.isHealthTask
}

/** The sources a task can have itself, in the order of their say. */
function classifyTask(task: Task, fields: Fields): Place {
  const byField = fieldToComponent(task, fields)
  if (byField) return { component: byField, source: 'field' }
  const [byTag] = task.tags.flatMap((tag) => tagToComponent(tag) ?? [])
  if (byTag) return { component: byTag, source: 'tag' }
  const bySection = toComponent(task.section ?? '')
  if (bySection) return { component: bySection, source: 'section' }
  return { component: 'methods', source: 'default' }
}

function fieldToComponent(task: Task, { v2mom }: Fields): Component | undefined {
  const value = v2mom && task.values[v2mom.gid]
  if (typeof value !== 'object') return undefined
  const [name] = Object.entries(v2mom?.options ?? {}).find(([, gid]) => gid === value.option) ?? []
  return name === undefined ? undefined : toComponent(name)
}

/** Tasks tagged by default are always methods, where any task counts: so whatever stands in a component makes it present. */
function isPresent(component: Component, statements: readonly Statement[], placed: readonly PlacedItem[]): boolean {
  return [...statements, ...placed].some((thing) => thing.component === component)
}

function itemsOf(component: Component, placed: readonly PlacedItem[]): Task[] {
  return placed.filter((place) => place.component === component).map(({ task }) => task)
}
