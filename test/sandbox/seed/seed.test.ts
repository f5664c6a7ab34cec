import { expect, it } from 'vitest'
import { seedStory } from '../../../src/sandbox/seed/seed.ts'
import { createState, type Task } from '../../../src/sandbox/state.ts'
import { createWorld } from '../../../src/sandbox/world.ts'

const NOW = new Date('2026-11-18T10:00:00.000Z')
const DAY_MS = 86_400_000

function plant(now = NOW) {
  const world = createWorld(createState(() => now))
  return { world, story: seedStory(world, now), tables: world.state.tables }
}

it('leaves the fields the service owns to the service', () => {
  const names = [...plant().tables.custom_field.values()].map(({ name }) => name)
  expect(names).toEqual([
    ...['V2MOM', 'Measure type', 'Baseline', 'Target', 'Actual', 'Unit', 'Weight', 'Update every', 'Budget used'],
  ])
})

it('gives every field of PRODUCT the type it has there, numbers two digits', () => {
  const { story, tables } = plant()
  const shapes = Object.entries(story.fields).map(([key, gid]) => {
    const field = tables.custom_field.get(gid)
    return [key, field?.subtype, field?.precision, field?.options.map(({ name }) => name).join()]
  })
  expect(shapes).toEqual([
    ['v2mom', 'enum', undefined, 'Vision,Values,Methods,Obstacles,Measures'],
    ['measure-type', 'enum', undefined, 'Reach,Stay above,Stay below,Yes/No'],
    ['baseline', 'number', 2, ''],
    ['target', 'number', 2, ''],
    ['actual', 'number', 2, ''],
    ['unit', 'text', undefined, ''],
    ['weight', 'number', 2, ''],
    ['update-every', 'enum', undefined, 'Week,Month,Quarter'],
    ['budget-used', 'number', 1, ''],
  ])
})

it('tells ten weeks of typed numbers, each story with the number before and after', () => {
  const { story, tables } = plant()
  const typed = [...tables.story.values()].flatMap(({ task, detail, createdAt }) =>
    task === story.tasks.preorders && detail?.kind === 'field' && detail.field === story.fields.actual
      ? [{ daysAgo: Math.round((+NOW - +createdAt) / DAY_MS), old: detail.old, new: detail.new }]
      : [],
  )
  expect(typed.map(({ daysAgo }) => daysAgo)).toEqual([65, 58, 51, 44, 37, 30, 23, 16, 9, 2])
  expect(typed.slice(0, 3).map((step) => [step.old, step.new])).toEqual([
    [undefined, 0],
    [0, 22],
    [22, 41],
  ])
  expect(typed.at(-1)?.new).toBe(tables.task.get(story.tasks.preorders)?.values.get(story.fields.actual))
})

it('keeps everything in the past, and the stories of each task in their order', () => {
  const { world, tables } = plant()
  const times = (task: Task) =>
    (world.state.children.get(task.gid) ?? []).map((gid) => Number(tables.story.get(gid)?.createdAt))
  for (const task of tables.task.values()) expect(times(task)).toEqual(times(task).toSorted((a, b) => a - b))
  for (const { createdAt } of tables.story.values()) expect(+createdAt).toBeLessThan(+NOW)
  for (const { createdAt } of tables.status_update.values()) expect(+createdAt).toBeLessThan(+NOW)
})

it('is made by people: the service has said and done nothing yet', () => {
  const { story, tables } = plant()
  const authors = [...tables.story.values(), ...tables.status_update.values()].map(({ createdBy }) => createdBy)
  expect(authors).not.toContain(story.bot.gid)
  expect(authors).not.toContain(undefined)
})

it('has a rejected approval, a milestone, subtasks with a separator, a tag, and a project on hold', () => {
  const { story, world, tables } = plant()
  expect(tables.task.get(story.tasks.film)).toMatchObject({ approval: 'rejected', completed: true })
  expect([...tables.task.values()].filter(({ subtype }) => subtype === 'milestone').map(({ name }) => name)).toContain(
    'Nova goes on sale',
  )
  expect([...tables.task.values()].some(({ isSeparator, parent }) => isSeparator && parent !== undefined)).toBe(true)
  expect([...tables.tag.values()].map(({ name }) => name)).toEqual(['v2mom: obstacle'])
  expect(world.statusesOf(story.projects.fairs)[0]).toMatchObject({
    statusType: 'on_hold',
    createdBy: story.people.tomas,
  })
})

it('opens the doors to the service by its token only', () => {
  const { story, world } = plant()
  expect([...world.state.tokens]).toEqual([[story.bot.token, story.bot.gid]])
})
