import { createActivityLog } from '../../src/sandbox/demo/activity-log.ts'
import { type Demo, startDemo } from '../../src/sandbox/demo/demo.ts'
import { readServiceUpdates } from '../../src/sandbox/demo/demo-script-reads.ts'
import { until, untilQuiet } from '../../src/sandbox/wait-for.ts'

/** Half past nine on a Monday in week 47: the hour of the weekly update has just passed, so it is posted at once. */
const MONDAY = new Date('2026-11-16T09:30:00Z')
const ROLLUP_CRON = '0 8 * * 1'
const WANTED_PORT = 4480

/** Starts the demo as `npm run demo` does, and waits for the morning's work to be done; tells it into `narration`. */
export async function startMonday(stack: AsyncDisposableStack, narration: string[]): Promise<Demo> {
  const began = Date.now()
  const clock = () => new Date(+MONDAY + Date.now() - began)
  const activityLog = stack.adopt(
    createActivityLog((text) => narration.push(text)),
    (made) => made.close(),
  )
  const { signal: ending } = new AbortController()
  const demo = await startDemo({ stack, activityLog, clock, rollupCron: ROLLUP_CRON, port: WANTED_PORT, ending })
  await expectUpdates(demo)
  await untilQuiet(demo)
  return demo
}

/** The last thing the service does for a project and the portfolio; the project on hold gets none. */
async function expectUpdates(demo: Demo): Promise<void> {
  const { fairs, ...speaking } = demo.story.projects
  const missing = () =>
    [...Object.values(speaking), demo.story.portfolio].filter((gid) => readServiceUpdates(demo, gid).length === 0)
  await until(
    demo,
    () => missing().length === 0,
    () => `On Monday morning everything gets its weekly update; these have none: ${missing().join(', ')}`,
  )
}
