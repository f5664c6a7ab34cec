import { MEASURE_FIELDS, STORY_FIELDS } from '../../src/sandbox/seed/seed-fields.ts'
import type { Gid } from '../../src/sandbox/state.ts'
import type { World } from '../../src/sandbox/world.ts'

/**
 * How much there is to mirror. Each project has `measures` measures among its `tasks`, typed `points` times each; one task
 * of every project is left to the service, which adds its health task: so 100 tasks are one page, then as before.
 */
export type WorldSize = Readonly<{ projects: number; tasks: number; measures: number; points?: number }>

export type PlantedProject = Readonly<{ gid: Gid; measures: readonly Gid[] }>

/** Where everything that was planted stands. */
export type Planted = Readonly<{
  bot: Readonly<{ gid: Gid; token: string }>
  person: Gid
  portfolio: Gid
  actual: Gid
  projects: readonly PlantedProject[]
}>

type Ground = Readonly<{ world: World; now: Date; workspace: Gid; person: Gid; fields: Fields }>
type Fields = Readonly<Record<keyof typeof STORY_FIELDS, Gid>>

const DAY_MS = 86_400_000
const TOKEN = 'bench-bot'
/** Of what every measure is to reach; a step of one percent of it shows in every figure and turns no health. */
export const TARGET = 1000

/** Plants one portfolio of sound projects: every measure is on track, so that nothing but figures is to be written. */
export function plantWorld(world: World, now: Date, size: WorldSize): Planted {
  const workspace = world.addWorkspace({ name: 'Bench' }).gid
  const person = world.addUser({ name: 'Pia Person' }).gid
  const bot = world.addUser({ name: 'Bench Bot' }).gid
  world.addToken(bot, TOKEN)
  const began = { by: person, at: new Date(now.getTime() - 60 * DAY_MS) }
  const fields = mapFields((field) => world.addField({ workspace, subtype: field.type, ...field }, began).gid)
  const portfolio = world.addPortfolio({ workspace, name: 'Everything', isPublic: true }, began).gid
  world.addFieldSetting(portfolio, fields.weight, began)
  const ground = { world, now, workspace, person, fields }
  const projects = Array.from({ length: size.projects }, (_, number) => plantProject(ground, size, number))
  for (const { gid } of projects) world.addItem(portfolio, gid, began)
  return { bot: { gid: bot, token: TOKEN }, person, portfolio, actual: fields.actual, projects }
}

function mapFields(make: (field: (typeof STORY_FIELDS)[keyof typeof STORY_FIELDS]) => Gid): Fields {
  return Object.fromEntries(Object.entries(STORY_FIELDS).map(([key, field]) => [key, make(field)])) as Fields
}

function plantProject(ground: Ground, size: WorldSize, number: number): PlantedProject {
  const { world, workspace, person, fields } = ground
  const began = daysAgo(ground, 60)
  const notes = `Vision: be known in ${number} towns\n\nValues: kind, quick\n\nObstacles: winter`
  const { gid, sections } = world.addProject({ workspace, name: `Project ${number}`, notes, owner: person }, began)
  const [work = ''] = sections
  world.renameSection(work, 'Methods', began)
  const place = world.addSection(gid, { name: 'Measures' }, began).gid
  for (const key of MEASURE_FIELDS) world.addFieldSetting(gid, fields[key], began)
  const measures = Array.from({ length: size.measures }, (_, n) => plantMeasure(ground, place, n, size.points ?? 3))
  for (let n = size.measures; n < size.tasks - 1; n += 1) plantTask(ground, work, n)
  return { gid, measures }
}

function plantMeasure(ground: Ground, section: Gid, number: number, points: number): Gid {
  const { world, person, fields } = ground
  const values = { [fields.baseline]: 0, [fields.target]: TARGET, [fields.unit]: 'visitors' }
  const dates = { startOn: dayOf(ground, 60), dueOn: dayOf(ground, -30) }
  const task = { name: `Measure ${number}`, sections: [section], assignee: person, ...dates, values }
  const { gid } = world.addTask(task, daysAgo(ground, 60))
  for (let point = 1; point <= points; point += 1) {
    const actual = Math.round((TARGET * 0.7 * point) / points)
    world.setValues(gid, { [fields.actual]: actual }, daysAgo(ground, 1 + points - point))
  }
  return gid
}

function plantTask(ground: Ground, section: Gid, number: number): void {
  const { world, person } = ground
  const task = { name: `Task ${number} of the plan`, sections: [section], dueOn: dayOf(ground, -(number % 30) - 8) }
  world.addTask(number % 2 === 0 ? { ...task, assignee: person } : task, daysAgo(ground, 40))
}

function daysAgo({ now, person }: Ground, days: number): { by: Gid; at: Date } {
  return { by: person, at: new Date(now.getTime() - days * DAY_MS) }
}

function dayOf({ now }: Ground, daysAgo: number): string {
  return new Date(now.getTime() - daysAgo * DAY_MS).toISOString().slice(0, 10)
}
