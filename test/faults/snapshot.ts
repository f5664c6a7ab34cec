import { visibleText } from '../../src/domain/text/strip-markup.ts'
import type { Gid, Project, Status, Task } from '../../src/sandbox/state.ts'
import type { World } from '../../src/sandbox/world.ts'
import { commentsBy, shown, statusesBy } from '../support/queries.ts'

type Seeded = Readonly<{ bot: Readonly<{ gid: Gid }>; portfolio: Gid }>

const TASK_FIELDS = ['Attainment', 'Measure status']
const PROJECT_FIELDS = ['KPI attainment', 'KPI expected', 'Measurability', 'V2MOM completeness', 'V2MOM health']

/**
 * What people see in the end, where it does not depend on when the service looked: every field, the update of the last
 * week, the scorecards, and the comments on measures that lack something. Gids are left out, so that two worlds compare.
 */
export function takeSnapshot(world: World, seeded: Seeded): Record<string, unknown> {
  const snapshot: Record<string, unknown> = {}
  for (const project of activeProjects(world, seeded)) {
    for (const field of PROJECT_FIELDS) snapshot[`${project.name} / ${field}`] = shown(world, project.gid, field)
    snapshot[`${project.name} / updates`] = countLastWeek(world, seeded, project.gid)
    const tasks = world.tasksOf(project.gid)
    const cards = tasks.filter(({ createdBy }) => createdBy === seeded.bot.gid)
    snapshot[`${project.name} / scorecards`] = cards.map(({ notes }) => plain(notes.text))
    for (const task of tasks) Object.assign(snapshot, drawTask(world, seeded, project, task))
  }
  snapshot['portfolio / updates'] = countLastWeek(world, seeded, seeded.portfolio)
  return snapshot
}

/** Those the portfolio holds and nobody has put away. */
export function activeProjects(world: World, { portfolio }: Seeded): Project[] {
  const held = world.state.tables.portfolio.get(portfolio)?.items ?? []
  return held
    .flatMap((gid) => world.state.tables.project.get(gid) ?? [])
    .filter(({ gid, archived, completed }) => !archived && !completed && !isPaused(world, gid))
}

function isPaused(world: World, gid: Gid): boolean {
  return world.statusesOf(gid)[0]?.statusType === 'on_hold'
}

function drawTask(world: World, seeded: Seeded, project: Project, task: Task): Record<string, unknown> {
  const place = `${project.name} / ${task.name}`
  const snapshot: Record<string, unknown> = {}
  for (const field of TASK_FIELDS) snapshot[`${place} / ${field}`] = shown(world, task.gid, field)
  if (shown(world, task.gid, 'Measure status') === 'Needs data') {
    snapshot[`${place} / comments`] = commentsBy(world, seeded.bot.gid, task.gid).map(({ body }) => plain(body.text))
  }
  return snapshot
}

function countLastWeek(world: World, { bot }: Seeded, parent: Gid): Record<string, number> {
  const statuses = statusesBy(world, bot.gid, parent)
  const last = statuses.map(weekOf).sort().at(-1) ?? 'none'
  return { [last]: statuses.filter((status) => weekOf(status) === last).length }
}

/** As its signature tells. */
export function weekOf({ body }: Status): string {
  return /week (\d{4}-W\d{2})/.exec(body.text)?.[1] ?? 'unsigned'
}

function plain(text: string): string {
  return visibleText(text).replace(/\d{16}/g, '…')
}

/** The lines in which two portraits differ. */
export function compare(wanted: Record<string, unknown>, seen: Record<string, unknown>): string[] {
  return [...new Set([...Object.keys(wanted), ...Object.keys(seen)])].flatMap((key) => {
    const [a, b] = [JSON.stringify(wanted[key]), JSON.stringify(seen[key])]
    return a === b ? [] : [`${key}: wanted ${a}, seen ${b}`]
  })
}
