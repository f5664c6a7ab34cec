import { toPlainText } from '../plain-text.ts'
import { toTable } from '../table.ts'
import { until, untilQuiet } from '../wait-for.ts'
import { find } from '../world/find.ts'
import { type ActivityLog, createActivityLog } from './activity-log.ts'
import { type Demo, startDemo } from './demo.ts'
import { ACTIONS, type Action } from './demo-script-edits.ts'
import { readMeasureRow, readProjectRows, readServiceUpdates } from './demo-script-reads.ts'
import { createPlayClock } from './fake-clock.ts'
import { toWeeklyCron } from './weekly-cron.ts'

const MINUTE_MS = 60_000

/** What the service must make of the story before any person has touched it. */
const FIRST_HEALTH = {
  'New website': 'On track',
  'Launch of the Nova tent': 'Off track',
  'Become better known': 'Needs data',
  'Partner shops': 'Needs data',
  'Trade fair tour': 'At risk',
}

/**
 * The demo as a play without people: the first sync, three edits by the team, the fields that follow from them, and the
 * weekly rollup. Throws one clear sentence when something expected does not happen.
 */
export async function runOnce(port: number, write: (text: string) => void, ending: AbortSignal): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const activityLog = stack.adopt(createActivityLog(write), (made) => made.close())
  const clock = createPlayClock()
  const rollupCron = toWeeklyCron(new Date(+clock.now() + 2 * MINUTE_MS))
  const demo = await startDemo({ stack, activityLog, clock: clock.now, rollupCron, port, ending })

  activityLog.say(`The sandbox stands at ${demo.origin}\n\nThe service reads everything and fills in its fields:`)
  await expectHealth(demo)
  for (const action of ACTIONS) await play(demo, activityLog, action)
  await untilQuiet(demo)
  tellFields(demo, activityLog)

  activityLog.say('\nThe weekly hour comes:')
  clock.move(3 * MINUTE_MS)
  await demo.service.jobs.enqueueReconcile()
  await expectRollup(demo)
  tellRollup(demo, activityLog)
  await expectSilence(demo)
  activityLog.say('\nNothing had to be written. That is all.')
}

async function expectHealth(demo: Demo): Promise<void> {
  const wanted = toWords(FIRST_HEALTH)
  const read = () =>
    toWords(Object.fromEntries(readProjectRows(demo).map((row) => [row['Project'], row['V2MOM health']])))
  await until(
    demo,
    () => read() === wanted,
    () => `After the first sync the health should be ${wanted}; it is ${read()}.`,
  )
}

async function play(demo: Demo, activityLog: ActivityLog, { told, task, act, expected }: Action): Promise<void> {
  await untilQuiet(demo)
  activityLog.say(`\n${told}:`)
  act(demo)
  const read = () => readMeasureRow(demo, task)
  await until(
    demo,
    () => Object.entries(expected).every(([field, words]) => read()[field] === words),
    () => `${told}: the fields should say ${toWords(expected)}; they say ${toWords(read())}.`,
  )
}

function tellFields(demo: Demo, activityLog: ActivityLog): void {
  activityLog.say(`\nWhat stands in the fields now:\n\n${toTable(readProjectRows(demo))}`)
  activityLog.say(`\n${toTable(ACTIONS.map(({ task }) => readMeasureRow(demo, task)))}`)
}

/** The project on hold gets no update; every other one has one, and the portfolio has one. */
async function expectRollup(demo: Demo): Promise<void> {
  const { projects, portfolio } = demo.story
  const count = (gid: string) => readServiceUpdates(demo, gid).length
  const read = () => toWords({ ...mapCounts(projects, count), portfolio: String(count(portfolio)) })
  const wanted = toWords({ website: '1', launch: '1', awareness: '1', partners: '1', fairs: '0', portfolio: '1' })
  await until(
    demo,
    () => read() === wanted,
    () => `In the weekly hour the service should have posted ${wanted}; it has posted ${read()}.`,
  )
}

function tellRollup(demo: Demo, activityLog: ActivityLog): void {
  const [update] = readServiceUpdates(demo, demo.story.portfolio)
  const lines = Object.values(demo.story.projects).flatMap((gid) =>
    readServiceUpdates(demo, gid).map(
      ({ title }) => `- ${find(demo.sandbox.world.state, 'project', gid).name}: ${title}`,
    ),
  )
  activityLog.say(`\nThe update of the portfolio:\n\n${update?.title}\n\n${toPlainText(update?.body.html ?? '')}`)
  activityLog.say(`\nThe updates of its projects:\n\n${lines.join('\n')}`)
  activityLog.say('\nEverything is compared once more:')
}

/** A second compare finds nothing to write. */
async function expectSilence(demo: Demo): Promise<void> {
  await untilQuiet(demo)
  const writes = () => demo.sandbox.requests.entries.filter(({ method }) => method !== 'GET')
  const before = writes().length
  await demo.service.jobs.enqueueReconcile()
  await untilQuiet(demo)
  const more = writes().slice(before)
  if (more.length === 0) return
  throw new Error(
    `A second compare should write nothing; it did ${more.map(({ method, path }) => `${method} ${path}`).join(', ')}.`,
  )
}

function mapCounts(gids: Readonly<Record<string, string>>, count: (gid: string) => number): Record<string, string> {
  return Object.fromEntries(Object.entries(gids).map(([key, gid]) => [key, String(count(gid))]))
}

function toWords(facts: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(facts)
    .map(([name, fact]) => `${name} ${fact ?? 'nothing'}`)
    .join(', ')
}
