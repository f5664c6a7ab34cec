import type { Story as Comment } from '../../src/sandbox/state.ts'
import { commentsBy, statusesBy, tasksBy } from './queries.ts'
import type { Stage } from './service.ts'

/** Something the service told people: a comment or an update, as it reads now. */
export type Message = Readonly<{ place: string; at: Date; text: string }>

/** Everything the service has told people about a project, in the order in which they got it. */
export function messages({ sandbox: { world }, story }: Stage, project: string): Message[] {
  const bot = story.bot.gid
  const updates = statusesBy(world, bot, project).map(({ createdAt, title, body }) => ({
    ...{ place: 'Update', at: createdAt, text: `${title}\n${body.text}` },
  }))
  const comments = world
    .tasksOf(project)
    .flatMap(({ gid, name }) =>
      commentsBy(world, bot, gid).map(({ createdAt, body }) => ({ place: name, at: createdAt, text: body.text })),
    )
  return [...updates, ...comments].toSorted((a, b) => a.at.getTime() - b.at.getTime())
}

/** Our comments on a task, oldest first. */
export function ourComments({ sandbox, story }: Stage, task: string): Comment[] {
  return commentsBy(sandbox.world, story.bot.gid, task)
}

/** The service's health tasks of a project that were not deleted. */
export function healthTasks({ sandbox, story }: Stage, project: string) {
  const held = new Set(sandbox.world.tasksOf(project).map(({ gid }) => gid))
  return tasksBy(sandbox.world, story.bot.gid).filter(({ gid }) => held.has(gid))
}
