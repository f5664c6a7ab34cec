import { setTimeout as sleep } from 'node:timers/promises'
import type { Story } from '../../src/sandbox/seed/seed.ts'
import type { World } from '../../src/sandbox/world.ts'
import type { Harness } from './harness.ts'

/** What people do, in order; the end of it does not depend on when the service looks. */
export type Edit = Readonly<{ what: string; make(harness: Harness<Story>): unknown }>

export type Plot = Readonly<{
  name: string
  now: string
  env?: Readonly<Record<string, string>>
  /** Processes on one Redis. */
  processes: 1 | 2
  edits: readonly Edit[]
}>

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

const edit = (what: string, make: (world: World, story: Story, harness: Harness<Story>) => unknown): Edit => ({
  what,
  make: (harness) => make(harness.sandbox.world, harness.seeded, harness),
})

const type = (task: 'preorders' | 'waiting-list' | 'followers' | 'visitors', value: number | null) =>
  edit(`${task} becomes ${value}`, (world, story) =>
    world.setValues(story.tasks[task], { [story.fields.actual]: value }, { by: story.people.jonas }),
  )
const travel = (what: string, ms: number) => edit(what, (_world, _story, harness) => harness.travel(ms))

const RENAMES = [
  edit('a task is renamed', (world, { tasks, people }) =>
    world.updateTask(tasks.preorders, { name: 'Orders from dealers' }, { by: people.maya }),
  ),
  edit('a project is renamed', (world, { projects, people }) =>
    world.updateProject(projects.awareness, { name: 'Known & loved' }, { by: people.maya }),
  ),
  edit('a field of the service is renamed', (world) => {
    const field = [...world.state.tables.custom_field.values()].find(({ name }) => name === 'V2MOM health')
    if (field) world.updateField(field.gid, { description: `${field.description}\nAsk Maya.` })
  }),
]

const MOVES = [
  edit('a measure becomes work', (world, { tasks, projects, people }) => {
    const work = [...world.state.tables.section.values()].find(
      ({ project, name }) => project === projects.launch && name.includes('Initiatives'),
    )
    if (work) world.moveTask(tasks['opt-outs'], work.gid, { by: people.maya })
  }),
  edit('a measure is deleted', (world, { tasks, people }) => world.deleteTask(tasks.articles, { by: people.maya })),
  edit('a measure is added', (world, { projects, people, fields }) => {
    const results = [...world.state.tables.section.values()].find(
      ({ project, name }) => project === projects.launch && name.includes('Key results'),
    )
    world.addTask(
      {
        name: 'Dealers trained',
        sections: results ? [results.gid] : [],
        assignee: people.lena,
        values: { [fields.target]: 40, [fields.actual]: 12 },
      },
      { by: people.maya },
    )
  }),
]

const SCOPE = [
  edit('a project leaves the portfolio', (world, { portfolio, projects, people }) =>
    world.removeItem(portfolio, projects.fairs, { by: people.maya }),
  ),
  edit('a project is deleted', (world, { projects, people }) =>
    world.deleteProject(projects.partners, { by: people.maya }),
  ),
  edit('a project comes into the portfolio', (world, { portfolio, workspace, people }) => {
    const by = { by: people.maya }
    const { gid } = world.addProject({ workspace, name: 'Spring sale', notes: 'Vision: sell out' }, by)
    world.addItem(portfolio, gid, by)
  }),
  edit('a project is archived', (world, { projects, people }) =>
    world.updateProject(projects.website, { archived: true }, { by: people.maya }),
  ),
]

const FIELDS = [
  edit('a field is taken off a project', (world, { projects }) => {
    const field = [...world.state.tables.custom_field.values()].find(({ name }) => name === 'Measure status')
    if (field && world.state.tables.project.get(projects.launch)?.settings.some((own) => own.field === field.gid)) {
      world.removeFieldSetting(projects.launch, field.gid)
    }
  }),
  edit('a person writes over a field of the service', (world, { tasks, people }) => {
    const field = [...world.state.tables.custom_field.values()].find(({ name }) => name === 'Attainment')
    const isThere = field && world.state.tables.task.get(tasks.preorders)?.values.has(field.gid)
    if (isThere) world.setValues(tasks.preorders, { [field.gid]: 0.99 }, { by: people.jonas })
  }),
]

const LOCK = edit('a field of the service is locked for an hour', async (world, _story, harness) => {
  const field = [...world.state.tables.custom_field.values()].find(({ name }) => name === 'Attainment')
  if (!field) return
  world.updateField(field.gid, { locked: true })
  await sleep(2_000)
  world.updateField(field.gid, { locked: false })
  harness.travel(HOUR_MS + 60_000)
})

const WEDNESDAY = '2026-11-18T10:00:00Z'

/** Each is played without faults once, and then with many kinds of them. */
export const SCENARIOS: readonly [Plot, ...Plot[]] = [
  {
    ...{ name: 'numbers', now: WEDNESDAY, processes: 1 },
    edits: [type('preorders', 560), type('waiting-list', null), type('preorders', 790), type('waiting-list', 1400)],
  },
  { name: 'two processes', now: WEDNESDAY, processes: 2, edits: [type('preorders', 700), type('followers', null)] },
  { name: 'renames', now: WEDNESDAY, processes: 1, edits: [type('preorders', 300), ...RENAMES] },
  { name: 'moves', now: WEDNESDAY, processes: 2, edits: [...MOVES, type('visitors', 1)] },
  { name: 'scope', now: WEDNESDAY, processes: 1, edits: [...SCOPE, type('preorders', 500)] },
  { name: 'fields', now: WEDNESDAY, processes: 1, edits: [...FIELDS, type('preorders', 610)] },
  { name: 'a lock', now: WEDNESDAY, processes: 1, edits: [LOCK, type('preorders', 640)] },
  {
    ...{ name: 'the next week', now: '2026-11-22T23:00:00Z', processes: 2 },
    edits: [type('preorders', 600), travel('Monday comes', 10 * HOUR_MS), type('preorders', 650)],
  },
  {
    ...{ name: 'the hour that comes twice', now: '2026-10-24T23:30:00Z', processes: 1 },
    env: { TIMEZONE: 'Europe/Berlin', ROLLUP_CRON: '30 2 * * 0' },
    edits: [type('preorders', 400), travel('the clocks go back', 2 * HOUR_MS), type('preorders', 420)],
  },
  {
    ...{ name: 'the hour that is skipped', now: '2027-03-28T00:30:00Z', processes: 1 },
    env: { TIMEZONE: 'Europe/Berlin', ROLLUP_CRON: '30 2 * * 0' },
    edits: [type('preorders', 400), travel('the clocks go forward', 2 * HOUR_MS), type('preorders', 420)],
  },
  {
    ...{ name: 'a clock that jumps', now: WEDNESDAY, processes: 1 },
    edits: [
      type('preorders', 410),
      travel('a day ahead', DAY_MS),
      travel('some seconds back', -20_000),
      type('visitors', 9),
    ],
  },
]
