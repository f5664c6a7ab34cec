import type { Fields, FieldValue, Project, Task } from '../../src/domain/model.ts'
import { EMPTY_STATE, type ProjectState } from '../../src/domain/plan/project-state.ts'
import { updateState, type WriteOutcome } from '../../src/domain/plan/update-state.ts'
import type { DesiredValues, Write } from '../../src/domain/plan/write.ts'
import { fields } from './builders.ts'

/** A project in a world of plain values: what Asana shows, and what we remember. */
export type PlainWorld = Readonly<{
  project: Project
  tasks: readonly Task[]
  fields: Fields
  projectFields: Fields
  state: ProjectState
}>

export function plainWorld(world: Partial<PlainWorld> & Pick<PlainWorld, 'project' | 'tasks'>): PlainWorld {
  return { fields: fields(), projectFields: fields(), state: EMPTY_STATE, ...world }
}

/** The world after a plan was performed by an Asana that does what it is told, and rounds what it stores. */
export function applyPlan(
  world: PlainWorld,
  plan: readonly Write[],
  now: string,
  outcome: Partial<WriteOutcome> = {},
): PlainWorld {
  let gid = 9000
  return plan.reduce((asana, write) => {
    gid += 1
    const state = updateState(asana.state, write, { gid: `made-${gid}`, at: now, ...outcome })
    return { ...change(asana, write), state }
  }, world)
}

function change(world: PlainWorld, write: Write): PlainWorld {
  if (write.kind === 'attach-fields') {
    const attached = write.keys.map((key) => [key, fields()[key]])
    return { ...world, fields: { ...world.fields, ...Object.fromEntries(attached) } }
  }
  if (write.kind === 'task-fields') {
    const tasks = world.tasks.map((task) =>
      task.gid === write.taskGid ? { ...task, values: stored(task.values, write.values, world.fields) } : task,
    )
    return { ...world, tasks }
  }
  if (write.kind === 'project-fields') {
    const values = stored(world.project.values, write.values, world.projectFields)
    return { ...world, project: { ...world.project, values } }
  }
  return world
}

function stored(before: Readonly<Record<string, FieldValue>>, wanted: DesiredValues, known: Fields) {
  const values: Record<string, FieldValue> = { ...before }
  for (const [key, value] of Object.entries(wanted)) {
    const field = known[key as keyof Fields]
    if (!field) continue
    if (value === null) delete values[field.gid]
    else if (typeof value === 'number') values[field.gid] = roundDown(value)
    else values[field.gid] = { option: field.options[value] ?? '' }
  }
  return values
}

/** A percentage of precision 1 keeps three decimals of the fraction; how a tie is rounded must not matter. */
function roundDown(fraction: number): number {
  return Math.floor(Number((fraction * 1000).toPrecision(12))) / 1000
}
