import { expect, it, onTestFinished } from 'vitest'
import { createAsanaGateway } from '../../../src/asana/gateway.ts'
import { findFields } from '../../../src/domain/fields/find-fields.ts'
import { DEFAULT_THRESHOLDS, type Health, type Point } from '../../../src/domain/model.ts'
import { evaluateProject } from '../../../src/domain/rollup/assess.ts'
import { classifyProject } from '../../../src/domain/v2mom/classify-project.ts'
import { toEvaluationTime } from '../../../src/domain/week.ts'
import type { AsanaPort } from '../../../src/flows/ports/index.ts'
import { seedStory } from '../../../src/sandbox/seed/seed.ts'
import type { ProjectKey, TaskKey } from '../../../src/sandbox/seed/seed-story.ts'
import { createSandbox } from '../../../src/sandbox/server.ts'

const PICTURE: Readonly<Record<ProjectKey, Health>> = {
  website: 'On track',
  launch: 'Off track',
  awareness: 'Needs data',
  partners: 'Needs data',
  fairs: 'At risk',
}

const DAYS: readonly [string, string, string][] = [
  ['on a Monday', '2026-11-16T08:00:00Z', 'UTC'],
  ['on a Tuesday', '2026-11-17T08:00:00Z', 'UTC'],
  ['on a Wednesday', '2026-11-18T08:00:00Z', 'UTC'],
  ['on a Thursday', '2026-11-19T08:00:00Z', 'UTC'],
  ['on a Friday', '2026-11-20T08:00:00Z', 'UTC'],
  ['on a Saturday', '2026-11-21T08:00:00Z', 'UTC'],
  ['on a Sunday', '2026-11-22T08:00:00Z', 'UTC'],
  ['before the year ends', '2026-12-31T12:00:00Z', 'UTC'],
  ['when the year begins', '2027-01-01T12:00:00Z', 'UTC'],
  ['in a leap year', '2028-02-29T12:00:00Z', 'UTC'],
  ['just after midnight', '2026-11-18T00:00:01Z', 'UTC'],
  ['just before midnight', '2026-11-18T23:59:59Z', 'UTC'],
  ['where it is tomorrow already', '2026-11-18T14:00:00Z', 'Pacific/Auckland'],
  ['where it is still yesterday', '2026-11-18T02:00:00Z', 'America/Los_Angeles'],
]

it.each(DAYS)('paints the same picture %s', async (_when, instant, timeZone) => {
  const now = new Date(instant)
  const { story, asana } = await openStory(now)
  const evaluated = Object.entries(story.projects).map(
    async ([key, gid]) => [key, (await evaluate(asana, gid, toEvaluationTime(now, timeZone))).health] as const,
  )
  expect(Object.fromEntries(await Promise.all(evaluated))).toEqual(PICTURE)
})

const LACKS: readonly [TaskKey, string][] = [
  ['recall', 'no-target'],
  ['followers', 'no-owner'],
  ['share-of-voice', 'suspicious-scale'],
  ['articles', 'stale-actual'],
  ['readers', 'no-due-date'],
  ['podcast', 'no-baseline'],
]

it('lets each measure of the unmeasurable project lack something else', async () => {
  const { story, asana } = await openStory(NOW)
  const { measures } = await evaluate(asana, story.projects.awareness, toEvaluationTime(NOW, 'UTC'))
  const found = measures.map(({ gid, findings }) => [gid, findings.map(({ code }) => code).join()])
  expect(found).toEqual(LACKS.map(([key, code]) => [story.tasks[key], code]))
})

it('tells the plan of one project in its description only, and the whole of it', async () => {
  const { story, asana } = await openStory(NOW)
  const { completeness, findings } = await evaluate(asana, story.projects.partners, toEvaluationTime(NOW, 'UTC'))
  expect(completeness).toBe(1)
  expect(findings.map(({ code }) => code)).toContain('measure-in-text-only')
})

const NOW = new Date('2026-11-18T10:00:00Z')

async function openStory(now: Date) {
  const sandbox = createSandbox({ now: () => now })
  const story = seedStory(sandbox.world, now)
  const { url: baseUrl, close } = await sandbox.listen()
  onTestFinished(close)
  return { story, asana: createAsanaGateway({ token: story.bot.token, baseUrl, rateLimiter: UNLIMITED }) }
}

const UNLIMITED = { acquire: async () => async () => {}, pauseFor: async () => {} }

/** Reads a project as the service does, and judges it. */
async function evaluate(asana: AsanaPort, gid: string, at: ReturnType<typeof toEvaluationTime>) {
  const [{ project, taskFields }, read] = await Promise.all([asana.readProject(gid), asana.readTasks(gid)])
  const fields = findFields(taskFields, {}, {})
  const tasks = read.map((task) => ({ ...task, isHealthTask: false }))
  const classified = classifyProject({ project, tasks, fields })
  const histories: Record<string, readonly Point[]> = {}
  for (const task of classified.tasks.measures) {
    histories[task.gid] = (await asana.readStories(task.gid, fields.actual)).points
  }
  return evaluateProject({ project, classified, fields, histories, at, thresholds: DEFAULT_THRESHOLDS })
}
