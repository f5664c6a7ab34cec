import { expect, it } from 'vitest'
import type { Story } from '../../src/sandbox/seed/seed.ts'
import type { World } from '../../src/sandbox/world.ts'
import { openPage } from './open-page.ts'

type Edit = Readonly<{
  what: string
  path: (story: Story, world: World) => string
  form: (story: Story) => Record<string, string>
  see: (world: World, story: Story) => unknown
  expected: unknown
}>

const preorders = (world: World, story: Story) => world.state.tables.task.get(story.tasks.preorders)
const toPreorders = (story: Story) => `/task/${story.tasks.preorders}`

const EDITS: readonly Edit[] = [
  {
    what: 'types an Actual',
    path: toPreorders,
    form: ({ fields }) => ({ [`field.${fields.actual}`]: '480' }),
    see: (world, story) => preorders(world, story)?.values.get(story.fields.actual),
    expected: 480,
  },
  {
    what: 'types a Target with a thousands separator',
    path: toPreorders,
    form: ({ fields }) => ({ [`field.${fields.target}`]: ' 1,250.5 ' }),
    see: (world, story) => preorders(world, story)?.values.get(story.fields.target),
    expected: 1250.5,
  },
  {
    what: 'empties an Actual',
    path: toPreorders,
    form: ({ fields }) => ({ [`field.${fields.actual}`]: '' }),
    see: (world, story) => preorders(world, story)?.values.has(story.fields.actual),
    expected: false,
  },
  {
    what: 'types a unit',
    path: toPreorders,
    form: ({ fields }) => ({ [`field.${fields.unit}`]: 'boxes' }),
    see: (world, story) => preorders(world, story)?.values.get(story.fields.unit),
    expected: 'boxes',
  },
  {
    what: 'types a percentage as percent',
    path: ({ projects }) => `/project/${projects.launch}`,
    form: ({ fields }) => ({ [`field.${fields['budget-used']}`]: '62.5%' }),
    see: (world, { projects, fields }) =>
      world.state.tables.project.get(projects.launch)?.values.get(fields['budget-used']),
    expected: 0.625,
  },
  {
    what: 'completes a task',
    path: toPreorders,
    form: () => ({ completed: 'yes' }),
    see: (world, story) => preorders(world, story)?.completed,
    expected: true,
  },
  {
    what: 'opens a task again',
    path: ({ tasks }) => `/task/${tasks['press-kit']}`,
    form: () => ({ completed: 'no' }),
    see: (world, { tasks }) => world.state.tables.task.get(tasks['press-kit'])?.completed,
    expected: false,
  },
  {
    what: 'sets a due date',
    path: toPreorders,
    form: () => ({ due: '2026-12-24' }),
    see: (world, story) => preorders(world, story)?.dueOn,
    expected: '2026-12-24',
  },
  {
    what: 'takes the owner away',
    path: toPreorders,
    form: () => ({ assignee: '' }),
    see: (world, story) => preorders(world, story)?.assignee,
    expected: undefined,
  },
  {
    what: 'renames a task',
    path: toPreorders,
    form: () => ({ name: 'Orders before the start' }),
    see: (world, story) => preorders(world, story)?.name,
    expected: 'Orders before the start',
  },
  {
    what: 'adds a task to a section',
    path: (story, world) => `/section/${preorders(world, story)?.sections[0]}`,
    form: () => ({ name: 'Shops that show the tent' }),
    see: (world, { projects }) =>
      world.tasksOf(projects.launch).filter(({ name }) => name === 'Shops that show the tent').length,
    expected: 1,
  },
  {
    what: 'comments',
    path: (story) => `${toPreorders(story)}/comment`,
    form: () => ({ text: 'Two more dealers < three' }),
    see: (world, { tasks }) =>
      [...world.state.tables.story.values()].findLast(({ task }) => task === tasks.preorders)?.body.text,
    expected: 'Two more dealers < three',
  },
  {
    what: 'posts a status update',
    path: ({ projects }) => `/status/${projects.launch}`,
    form: () => ({ type: 'on_hold', title: 'We wait', text: 'Until Monday.' }),
    see: (world, { projects }) => world.statusesOf(projects.launch).map(({ statusType }) => statusType)[0],
    expected: 'on_hold',
  },
]

it.each(EDITS)('a person $what and is led back', async ({ path, form, see, expected }) => {
  const { world, story, post } = await openPage()
  const back = `/project/${story.projects.launch}?tab=list`
  const answer = await post(path(story, world), { ...form(story), back })
  expect(answer).toMatchObject({ status: 303, location: back })
  expect(see(world, story)).toEqual(expected)
})

it('writes an edit down as the chosen person, never as the service', async () => {
  const { world, story, origin, post } = await openPage()
  const chosen = await post('/you', { person: story.people.tomas })
  const form = { [`field.${story.fields.actual}`]: '480' }
  await post(toPreorders(story), form, { origin, cookie: chosen.cookie.split(';')[0] ?? '' })
  const newest = [...world.state.tables.story.values()].findLast(({ task }) => task === story.tasks.preorders)
  expect(newest).toMatchObject({ createdBy: story.people.tomas, subtype: 'number_custom_field_changed' })
})

it('does not let a person play the service', async () => {
  const { story, origin, get, post } = await openPage()
  expect((await post('/you', { person: story.bot.gid })).cookie).toBe('')
  const { text } = await get(`/portfolio/${story.portfolio}`, { origin, cookie: `you=${story.bot.gid}` })
  expect(text).toContain(`<option value="${story.people.maya}" selected>`)
})

const REFUSED = [
  {
    what: 'a number that is none',
    form: (story: Story) => ({ [`field.${story.fields.actual}`]: 'many' }),
    says: '&#34;many&#34; is not a number',
  },
  { what: 'a day that does not exist', form: () => ({ due: 'tomorrow' }), says: 'due_on' },
  { what: 'an empty name', form: () => ({ name: '  ' }), says: 'name: Missing input' },
  { what: 'an owner who does not exist', form: () => ({ assignee: '1' }), says: 'Unknown object: 1' },
]

it.each(REFUSED)('says in words that $what cannot be taken, and changes nothing', async ({ form, says }) => {
  const { world, story, post } = await openPage()
  const before = structuredClone(preorders(world, story))
  const answer = await post(toPreorders(story), { ...form(story), back: toPreorders(story) })
  expect(answer.status).toBeGreaterThanOrEqual(400)
  expect(answer.text).toContain(says)
  expect(answer.text).toContain(`<a href="${toPreorders(story)}">`)
  expect(preorders(world, story)).toEqual(before)
})
