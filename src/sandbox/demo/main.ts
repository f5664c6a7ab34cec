import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { createActivityLog } from './activity-log.ts'
import { startDemo } from './demo.ts'
import { runOnce } from './demo-script.ts'
import { toWeeklyCron } from './weekly-cron.ts'

const PAGE_PORT = 4400

/** The demo: everything on this machine, until Ctrl-C; with `--once` a play without people that ends by itself. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { once: { type: 'boolean', default: false }, port: { type: 'string' } } })
  const port = Number(values.port ?? PAGE_PORT)
  const ending = endOnSignal()
  await (values.once ? runOnce(port, write, ending) : runUntilSignal(port, ending))
}

async function runUntilSignal(port: number, ending: AbortSignal): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const activityLog = stack.adopt(createActivityLog(write), (made) => made.close())
  const clock = () => new Date()
  const demo = await startDemo({ stack, activityLog, clock, rollupCron: toWeeklyCron(clock()), port, ending })
  activityLog.say(`\n  Play the team:            ${demo.origin}`)
  activityLog.say(`  The service's own page:   ${demo.service.url}\n\n  Ctrl-C ends it.\n`)
  if (!ending.aborted) await once(ending, 'abort')
}

/** The second signal ends the process at once. */
function endOnSignal(): AbortSignal {
  const controller = new AbortController()
  const end = () => controller.abort(new Error('The demo was ended before its time.'))
  for (const name of ['SIGINT', 'SIGTERM']) process.once(name, end)
  return controller.signal
}

function write(text: string): void {
  process.stdout.write(text)
}

try {
  await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
// Everything is closed; what a library still waits for must not keep the terminal.
process.exit()
