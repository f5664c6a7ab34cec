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
type PlacedItem = Place & Readonly<{ item: Task }>

/** Sorts a project into its V2MOM: one record per thing, each with its component and what decided it. */
export function classifyProject(input: {
  project: Project
  items: readonly Task[]
  fields: Fields
}): ClassifiedProject {
  const { project, items, fields } = input
  const statements = parseDescription(project.description)
  const placed = items.filter(isRecord).map((item) => ({ item, ...classifyTask(item, fields) }))
  const present = COMPONENTS.filter((component) => isPresent(component, statements, placed))
  return {
    records: [
      toProjectRecord(project),
      ...toStatementRecords(project, statements),
      ...placed.map(({ item, component, source }) => toTaskRecord(item, component, source)),
    ],
    statements,
    items: {
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

function isRecord(item: Task): boolean {
  return !item.isSubtask && !item.isSeparator && !item.isHealthTask
}

/** The sources a task can have itself, in the order of their say. */
function classifyTask(item: Task, fields: Fields): Place {
  const byField = fieldToComponent(item, fields)
  if (byField) return { component: byField, source: 'field' }
  const [byTag] = item.tags.flatMap((tag) => tagToComponent(tag) ?? [])
  if (byTag) return { component: byTag, source: 'tag' }
  const bySection = toComponent(item.section ?? '')
  if (bySection) return { component: bySection, source: 'section' }
  return { component: 'methods', source: 'default' }
}

function fieldToComponent(item: Task, { v2mom }: Fields): Component | undefined {
  const value = v2mom && item.values[v2mom.gid]
  if (typeof value !== 'object') return undefined
  const [name] = Object.entries(v2mom?.options ?? {}).find(([, gid]) => gid === value.option) ?? []
  return name === undefined ? undefined : toComponent(name)
}

/** Tasks tagged by default are always methods, where any task counts: so whatever stands in a component makes it present. */
function isPresent(component: Component, statements: readonly Statement[], placed: readonly PlacedItem[]): boolean {
  return [...statements, ...placed].some((thing) => thing.component === component)
}

function itemsOf(component: Component, placed: readonly PlacedItem[]): Task[] {
  return placed.filter((place) => place.component === component).map(({ item }) => item)
}
