import {
  type ClassifiedProject,
  COMPONENTS,
  type Component,
  type Fields,
  type Project,
  type Source,
  type Task,
} from '../model.ts'
import { readName } from './names/read-name.ts'
import { toProjectRecord, toStatementRecords, toTaskRecord } from './record.ts'
import { readStatements } from './text/read-parts.ts'

type ClassifiedTask = Readonly<{ task: Task; component: Component; source: Source }>

/** Classifies a project into its V2MOM: one record for each thing, with its component and the source that decided it. */
export function classifyProject(input: {
  project: Project
  tasks: readonly Task[]
  fields: Fields
}): ClassifiedProject {
  const { project, tasks, fields } = input
  const statements = [project.description, project.brief ?? ''].flatMap(readStatements)
  const classified = tasks.filter(isRecord).map((task) => ({ task, ...classifyTask(task, fields) }))
  const present = COMPONENTS.filter((component) => isPresent(component, statements, classified))
  return {
    records: [
      toProjectRecord(project),
      ...toStatementRecords(project, statements),
      ...classified.map(({ task, component, source }) => toTaskRecord(task, component, source)),
    ],
    statements,
    tasks: {
      vision: tasksOf('vision', classified),
      values: tasksOf('values', classified),
      methods: tasksOf('methods', classified),
      obstacles: tasksOf('obstacles', classified),
      measures: tasksOf('measures', classified),
    },
    present,
    completeness: present.length / COMPONENTS.length,
  }
}

function isRecord(task: Task): boolean {
  return !task.isSubtask && !task.isSeparator && !task.isHealthTask
}

/** The sources a task can have itself, in the order of their precedence. */
function classifyTask(task: Task, fields: Fields): Omit<ClassifiedTask, 'task'> {
  const byField = readOption(task, fields)
  if (byField) return { component: byField, source: 'field' }
  const [byTag] = task.tags.flatMap((tag) => readName(tag) ?? [])
  if (byTag) return { component: byTag, source: 'tag' }
  const bySection = readName(task.section ?? '')
  return bySection ? { component: bySection, source: 'section' } : { component: 'methods', source: 'default' }
}

/** The component of the option chosen in the field V2MOM: what people call it now, else what it was called when found. */
function readOption(task: Task, { v2mom }: Fields): Component | undefined {
  const value = v2mom && task.values[v2mom.gid]
  if (typeof value !== 'object') return undefined
  const known = Object.entries(v2mom?.options ?? {}).find(([, gid]) => gid === value.option)?.[0]
  return readName(v2mom?.optionNames?.[value.option] ?? '') ?? readName(known ?? '')
}

/** A task classified by default is a method, where any task counts: whatever a component holds makes it present. */
function isPresent(component: Component, ...things: readonly (readonly { component: Component }[])[]): boolean {
  return things.flat().some((thing) => thing.component === component)
}

function tasksOf(component: Component, classified: readonly ClassifiedTask[]): Task[] {
  return classified.filter((task) => task.component === component).map(({ task }) => task)
}
