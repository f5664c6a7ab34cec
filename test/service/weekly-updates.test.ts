import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Service } from '../../src/app/start-service.ts'
import { countWords } from '../../src/domain/text/strip-markup.ts'
import { healthTasks, type Message, messages } from '../support/messages.ts'
import { statusesBy } from '../support/queries.ts'
import { openStage, type Stage } from '../support/service.ts'

let stage: Stage
let service: Service

beforeEach(async () => {
  // A Monday, an hour after the weekly hour.
  stage = await openStage({ now: new Date('2026-11-16T09:00:00Z') })
  await begin()
})
afterEach(async () => {
  await service[Symbol.asyncDispose]()
  await stage[Symbol.asyncDispose]()
})

async function begin(): Promise<void> {
  service = await stage.start()
  await stage.quiet(service)
}

async function reconcile(): Promise<void> {
  await service.jobs.enqueueReconcile()
  await stage.quiet(service)
}

async function nextMonday(weeks = 1): Promise<void> {
  stage.travel(weeks * 7 * 24 * 60 * 60 * 1000)
  await reconcile()
}

/** What the team of the launch does in a week: types its numbers, and now and then finishes something. */
async function work(numbers: { preorders: number; waiting: number; cost: number; optOuts: number }): Promise<void> {
  const { sandbox, story } = stage
  const { preorders, 'waiting-list': waiting, 'cost-per-person': cost, 'opt-outs': optOuts } = story.tasks
  const type = (task: string, value: number) =>
    sandbox.world.setValues(task, { [story.fields.actual]: value }, { by: story.people.jonas })
  type(preorders, numbers.preorders)
  type(waiting, numbers.waiting)
  type(cost, numbers.cost)
  type(optOuts, numbers.optOuts)
  await stage.quiet(service)
}

function finish(task: string): void {
  stage.sandbox.world.updateTask(task, { completed: true }, { by: stage.story.people.tomas })
}

/** What a message says besides the week and day it says it in. */
function substance({ place, text }: Message): string {
  return `${place} ${text.replaceAll(/[Ww]eek (\d{4}-W)?\d+|since \d+ \w+( \d{4})?/g, '')}`
}

const DAY_MS = 24 * 60 * 60 * 1000

describe('a project on its way from red to green', () => {
  it('can be followed through what the service posts, and nothing is posted without need', async () => {
    const { story, sandbox } = stage
    const { launch } = story.projects
    stage.travel(2 * DAY_MS)
    await work({ preorders: 470, waiting: 900, cost: 4.9, optOuts: 1.5 })
    stage.travel(5 * DAY_MS)
    await reconcile()
    stage.travel(DAY_MS)
    finish(story.tasks.training)
    await work({ preorders: 560, waiting: 1040, cost: 4.4, optOuts: 1.3 })
    stage.travel(2 * DAY_MS)
    await work({ preorders: 640, waiting: 1180, cost: 3.9, optOuts: 1.2 })
    stage.travel(4 * DAY_MS)
    await reconcile()

    const received = messages(stage, launch)
    const transcript = received.map(({ place, at, text }) => `${at.toISOString().slice(0, 10)} · ${place}\n${text}\n`)
    await expect(transcript.join('\n')).toMatchFileSnapshot('./launch-from-red-to-green.txt')
    expect(new Set(received.map(substance)).size).toBe(received.length)
    expect(statusesBy(sandbox.world, story.bot.gid, launch).map(({ statusType }) => statusType)).toEqual([
      'off_track',
      'at_risk',
      'on_track',
    ])
    // The title is one line more.
    for (const { text } of received) expect(countWords(text)).toBeLessThanOrEqual(210)
  })

  it('tells the portfolio what moved, both ways', async () => {
    const { sandbox, story } = stage
    sandbox.world.setValues(story.tasks.visitors, { [story.fields.actual]: 45_000 }, { by: story.people.maya })
    stage.travel(DAY_MS)
    await work({ preorders: 560, waiting: 1040, cost: 4.4, optOuts: 1.3 })
    await nextMonday()
    const [, update] = statusesBy(sandbox.world, story.bot.gid, story.portfolio)
    expect(update?.title).toMatch(/^Week 48 · KPI \d+% of target, \d+% expected \(\+\d+ pts\)$/)
    expect(update?.body.text).toMatch(/Up: Launch of the Nova tent \+\d+ pts/)
    expect(update?.body.text).toMatch(/Down: New website -\d+ pts/)
  })
})

describe('the change since the last update', () => {
  it('reaches back over a pause of several weeks, also after a loss of Redis', async () => {
    const { sandbox, story } = stage
    const { launch } = story.projects
    const post = (statusType: 'on_hold' | 'on_track') =>
      sandbox.world.addStatus(launch, { statusType, text: 'As agreed' }, { by: story.people.jonas })
    post('on_hold')
    await nextMonday(11)
    await service[Symbol.asyncDispose]()
    await stage.redis.wipe()
    post('on_track')
    sandbox.world.setValues(story.tasks.preorders, { [story.fields.actual]: 560 }, { by: story.people.jonas })
    await begin()
    const updates = statusesBy(sandbox.world, story.bot.gid, launch)
    expect(updates).toHaveLength(2)
    expect(updates[1]?.body.text).toContain('Measures, change since 16 Nov 2026')
    expect(updates[1]?.body.text).toContain('560 of 800 tents (70%) · +346')
  })
})

describe('a status update of a person that disagrees', () => {
  it('is mentioned once, politely, and not before it was posted', async () => {
    const { sandbox, story } = stage
    const texts = () => statusesBy(sandbox.world, story.bot.gid, story.projects.launch).map(({ body }) => body.text)
    const line = 'Jonas Lindqvist reported On track on 4 Nov and may know more than the numbers show.'
    expect(texts()[0]).toContain(line)
    await work({ preorders: 220, waiting: 710, cost: 6.4, optOuts: 1.4 })
    await nextMonday()
    expect(texts()[1]).not.toContain('reported')
  })
})

describe('a loss of Redis in the middle of a week', () => {
  it('posts nothing twice, anywhere', async () => {
    const { story } = stage
    await work({ preorders: 560, waiting: 1040, cost: 4.4, optOuts: 1.3 })
    const all = () => Object.values(story.projects).flatMap((gid) => messages(stage, gid).map(({ text }) => text))
    const cards = () =>
      Object.values(story.projects).map((gid) => healthTasks(stage, gid).map(({ notes }) => notes.text))
    const before = { all: all(), cards: cards() }
    await service[Symbol.asyncDispose]()
    await stage.redis.wipe()
    stage.sandbox.requests.clear()
    await begin()
    expect({ all: all(), cards: cards() }).toEqual(before)
    expect(stage.writes()).toEqual([])
  })
})
