import type { Gid } from '../state.ts'
import type { SeedContext } from './seed-context.ts'
import { toDay, toMoment } from './seed-dates.ts'
import { type InputKey, STORY_BEGAN, type StoryProject, type TaskKey } from './seed-story.ts'
import { seedTask } from './seed-task.ts'

/** Makes a project with its past, and tells where its named tasks are. */
export function seedProject(
  ground: SeedContext,
  project: StoryProject,
): { gid: Gid; tasks: Partial<Record<TaskKey, Gid>> } {
  const gid = plantBare(ground, project)
  const sections = plantSections(ground, gid, project.sections)
  const tasks: Partial<Record<TaskKey, Gid>> = {}
  for (const [salt, task] of project.tasks.entries()) {
    const section = sections.get(task.section)
    if (section === undefined) throw new Error(`${task.name}: ${project.name} has no section ${task.section}`)
    const planted = seedTask(ground, section, task, salt)
    if (task.key !== undefined) tasks[task.key] = planted
  }
  plantStatuses(ground, gid, project)
  return { gid, tasks }
}

/** The columns a person looks at first. */
const IMPORTANT = new Set<InputKey>(['actual', 'target', 'unit'])

function plantBare(ground: SeedContext, project: StoryProject): Gid {
  const { world, now, people, fields } = ground
  const began = { by: people[project.owner ?? 'maya'], at: toMoment(now, STORY_BEGAN, 1) }
  const { gid } = world.addProject(
    {
      workspace: ground.workspace,
      name: project.name,
      owner: project.owner === undefined ? null : people[project.owner],
      notes: { html: `<body>${project.description}</body>` },
      startOn: project.start === undefined ? null : toDay(now, project.start),
      dueOn: project.due === undefined ? null : toDay(now, project.due),
    },
    began,
  )
  for (const key of project.fields) {
    world.addFieldSetting(gid, fields[key].gid, began, { isImportant: IMPORTANT.has(key) })
  }
  world.addItem(ground.portfolio, gid, began)
  const values = {
    [fields.weight.gid]: project.weight ?? null,
    [fields['budget-used'].gid]: project.budgetUsed ?? null,
  }
  world.setValues(gid, values, began)
  return gid
}

function plantSections({ world }: SeedContext, project: Gid, names: readonly string[]): Map<string, Gid> {
  const [untitled] = world.state.tables.project.get(project)?.sections ?? []
  const history = { at: world.state.now() }
  return new Map(
    names.map((name, i) =>
      i === 0 && untitled !== undefined
        ? [name, world.renameSection(untitled, name, history).gid]
        : [name, world.addSection(project, { name }, history).gid],
    ),
  )
}

function plantStatuses({ world, now, people }: SeedContext, project: Gid, { statuses = [] }: StoryProject): void {
  for (const [salt, { by, on, type, title, text }] of statuses.entries()) {
    const act = { by: people[by], at: toMoment(now, on, salt + 5) }
    world.addStatus(project, { statusType: type, title, text }, act)
  }
}
