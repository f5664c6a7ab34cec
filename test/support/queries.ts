import type { Story as Comment, Field, Status } from '../../src/sandbox/state.ts'
import type { World } from '../../src/sandbox/world.ts'

/** What a field of this name shows on a task or project: a number, a text, or the name of the option. */
export function shown({ state }: World, gid: string, fieldName: string): number | string | undefined {
  const bearer = state.tables.task.get(gid) ?? state.tables.project.get(gid)
  const field = fieldNamed({ state }, fieldName)
  const value = field && bearer?.values.get(field.gid)
  if (value === undefined || typeof value === 'number') return value
  const option = field?.options.find((candidate) =>
    Array.isArray(value) ? value.includes(candidate.gid) : candidate.gid === value,
  )
  return option?.name ?? String(value)
}

export function fieldNamed({ state }: Pick<World, 'state'>, name: string): Field | undefined {
  return [...state.tables.custom_field.values()].find((field) => field.name === name)
}

/** Status updates on a project or portfolio that this user wrote, oldest first. */
export function statusesBy({ state }: World, user: string, parent: string): Status[] {
  return (state.children.get(parent) ?? [])
    .flatMap((gid) => state.tables.status_update.get(gid) ?? [])
    .filter((status) => status.createdBy === user)
}

/** Comments on a task that this user wrote, oldest first. */
export function commentsBy({ state }: World, user: string, task: string): Comment[] {
  return [...state.tables.story.values()].filter(
    (story) => story.task === task && story.type === 'comment' && story.createdBy === user,
  )
}

/** Tasks this user made in the whole workspace. */
export function tasksBy({ state }: World, user: string) {
  return [...state.tables.task.values()].filter((task) => task.createdBy === user)
}
