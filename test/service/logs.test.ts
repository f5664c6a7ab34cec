import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Service } from '../../src/app/start-service.ts'
import { openStage, type Stage } from '../support/service.ts'

let stage: Stage
let service: Service
beforeAll(async () => {
  stage = await openStage()
  service = await stage.start()
  await stage.quiet(service)
})
afterAll(async () => {
  await service[Symbol.asyncDispose]()
  await stage[Symbol.asyncDispose]()
})

it('a start is one line that says what was started', () => {
  const starts = stage.logs.lines.filter(({ msg }) => msg === 'Started')
  expect(starts).toEqual([expect.objectContaining({ role: 'all', changes: 'by webhook', observeOnly: false })])
})

it('each line about a project or portfolio bears its gid under one name', () => {
  const gids: unknown[] = [...Object.values(stage.story.projects), stage.story.portfolio]
  const about = stage.logs.lines.filter(({ write, webhook, job }) => write ?? webhook ?? job)
  expect(about.length).toBeGreaterThan(20)
  expect(about.filter(({ gid }) => !gids.includes(gid))).toEqual([])
})

it('a change leaves one line for each write it leads to, and none for its delivery, its job or its echo', async () => {
  const { sandbox, story, logs } = stage
  const before = logs.lines.length
  sandbox.requests.clear()
  sandbox.world.setValues(story.tasks.preorders, { [story.fields.actual]: 560 }, { by: story.people.jonas })
  await stage.quiet(service)
  const news = logs.lines.slice(before)
  expect(news.length).toBe(stage.writes().length)
  expect(news.filter(({ level, msg }) => level !== 'info' || msg !== 'Write applied')).toEqual([])
})
