import type { Act, Gid } from '../state.ts'
import type { SeedContext } from './seed-context.ts'
import { toDay, toMoment } from './seed-dates.ts'
import { type Days, STORY_BEGAN, type StorySubtask, type StoryTask } from './seed-story.ts'

type Action = Readonly<{ on: Days; do: (act: Act) => void; by?: Gid | undefined }>

/** Makes a task and lets its past happen in order: numbers typed week by week, comments, its completion. */
export function seedTask(ground: SeedContext, section: Gid, task: StoryTask, salt: number): Gid {
  const gid = plantBare(ground, section, task, salt)
  const owner = ground.people[task.who ?? 'maya']
  const actions = [...toNumbers(ground, gid, task), ...toTalk(ground, gid, task), ...toEnd(ground, gid, task)]
  const dated = actions.map((action, i) => ({ ...action, at: toMoment(ground.now, action.on, salt + i * 5) }))
  for (const { by = owner, at, do: act } of dated.toSorted((a, b) => +a.at - +b.at)) act({ by, at })
  for (const subtask of task.subtasks ?? []) plantSubtask(ground, gid, subtask, salt)
  return gid
}

function plantBare(ground: SeedContext, section: Gid, task: StoryTask, salt: number): Gid {
  const { world, now, people } = ground
  const began = { by: people.maya, at: toMoment(now, STORY_BEGAN, salt + 2) }
  const { gid } = world.addTask(
    {
      name: task.name,
      sections: [section],
      ...(task.notes !== undefined && { notes: task.notes }),
      ...(task.kind !== undefined && { subtype: task.kind }),
      ...(task.who !== undefined && { assignee: people[task.who] }),
      ...(task.start !== undefined && { startOn: toDay(now, task.start) }),
      ...(task.due !== undefined && { dueOn: toDay(now, task.due) }),
      tags: (task.tags ?? []).map((name) => toTag(ground, name)),
      values: toValues(ground, task),
    },
    began,
  )
  return gid
}

/** Names of options become their gids; numbers and texts stay as they are. */
function toValues({ fields }: SeedContext, { set = {} }: StoryTask): Record<Gid, unknown> {
  const entries = Object.entries(set).map(([key, value]) => {
    const field = fields[key as keyof typeof set]
    return [field.gid, field.subtype === 'enum' ? field.options.find(({ name }) => name === value)?.gid : value]
  })
  return Object.fromEntries(entries)
}

function toTag(ground: SeedContext, name: string): Gid {
  const gid = ground.tags.get(name) ?? ground.world.addTag({ workspace: ground.workspace, name }).gid
  ground.tags.set(name, gid)
  return gid
}

function toNumbers({ world, fields }: SeedContext, task: Gid, story: StoryTask): Action[] {
  const { actuals = [], lastTyped = -2, typedEvery = 7 } = story
  return actuals.map((actual, i) => ({
    on: lastTyped - (actuals.length - 1 - i) * typedEvery,
    do: (act) => world.setValues(task, { [fields.actual.gid]: actual }, act),
  }))
}

function toTalk({ world, people }: SeedContext, task: Gid, { comments = [] }: StoryTask): Action[] {
  return comments.map(({ by, on, text }) => ({ on, by: people[by], do: (act) => world.addComment(task, text, act) }))
}

function toEnd({ world }: SeedContext, task: Gid, { done, verdict }: StoryTask): Action[] {
  if (done === undefined) return []
  const patch = verdict === undefined ? { completed: true } : { approval: verdict }
  return [{ on: done, do: (act) => world.updateTask(task, patch, act) }]
}

function plantSubtask({ world, now, people }: SeedContext, parent: Gid, subtask: StorySubtask, salt: number): void {
  const by = people[subtask.who ?? 'maya']
  const { gid } = world.addTask(
    {
      name: subtask.name,
      parent,
      ...(subtask.separator && { isSeparator: true }),
      ...(subtask.who !== undefined && { assignee: by }),
    },
    { by, at: toMoment(now, STORY_BEGAN, salt + 3) },
  )
  if (subtask.done === undefined) return
  world.updateTask(gid, { completed: true }, { by, at: toMoment(now, subtask.done, salt) })
}
