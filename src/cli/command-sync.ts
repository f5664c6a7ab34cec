import type { Command } from 'commander'
import { parseWeek } from '../domain/week.ts'
import { UsageError } from './errors.ts'
import { stripControlChars } from './format.ts'
import type { Session } from './session.ts'

type Finish = (isFine: boolean) => void
type Json = { json?: true }

const CODES = 'Exit codes: 0 all went well, 1 something failed, 2 the options or the configuration cannot be used.'

/** Adds `sync` and `report` to the program. `finish` gets whether the exit code is 0. */
export function addSync(program: Command, finish: Finish): void {
  program
    .command('sync')
    .description('refresh one project, or every one that is served and then their portfolios')
    .argument('[gid]', 'gid of a project: the number in its address')
    .option('--json', 'print { data: { projects, portfolios, missed } }; progress goes to stderr')
    .addHelpText('after', SYNC_HELP)
    .action(async (gid: string | undefined, { json }: Json) => {
      checkGid(gid)
      const { runSync, toSyncJson } = await import('./sync.ts')
      const result = await inSession({ json }, (session) => runSync(session, gid))
      if (json) printJson(toSyncJson(result))
      finish(result.missed.length === 0)
    })

  program
    .command('report')
    .description('read a project anew and print its scorecard; writes nothing')
    .argument('<gid>', 'gid of a project: the number in its address')
    .option('--json', 'print { data } as the API does, with the records')
    .addHelpText('after', REPORT_HELP)
    .action(async (gid: string, { json }: Json) => {
      checkGid(gid)
      const { readReport, renderReport, toReportJson } = await import('./report.ts')
      const report = await inSession({ isDry: true, json }, (session) => readReport(session, gid))
      if (json) printJson(toReportJson(report))
      else for (const line of renderReport(report.summary, report.records)) process.stdout.write(`${line}\n`)
    })
}

/** Adds `rollup` to the program. */
export function addRollup(program: Command, finish: Finish): void {
  program
    .command('rollup')
    .description('post the weekly update of every project and portfolio that has none yet; never a second one')
    .option('--week <week>', 'ISO week such as 2026-W47; default: the running one')
    .option('--dry-run', 'print the updates, write nothing')
    .option('--json', 'print { data: { week, updates, missed } }; progress goes to stderr')
    .addHelpText('after', ROLLUP_HELP)
    .action(async ({ week, dryRun, json }: Json & { week?: string; dryRun?: true }) => {
      checkWeek(week)
      const { runRollup } = await import('./rollup.ts')
      const result = await inSession({ isDry: dryRun === true, json }, (session) => runRollup(session, week))
      if (json) printJson(result)
      finish(result.missed.length === 0)
    })
}

const SYNC_HELP = `
Examples:
  npm run cli -- sync
  npm run cli -- sync 1200000000000042
  npm run cli -- sync --json | jq '.data.projects[] | {name, health}'

The running service does the same whenever something changes. It is safe beside it: one refresh of a project at a time.
${CODES}`

const REPORT_HELP = `
Examples:
  npm run cli -- report 1200000000000042
  npm run cli -- report 1200000000000042 --json | jq '.data.measures[] | {name, attainment, status}'

${CODES}`

const ROLLUP_HELP = `
Examples:
  npm run cli -- rollup --dry-run             see what would be posted
  npm run cli -- rollup                       post now, before the scheduled hour
  npm run cli -- rollup --week 2026-W46       post a week that was missed

${CODES}`

/** With `--json` stdout carries nothing but the JSON, so results go to stderr as well. */
async function inSession<T>(
  { isDry = false, json }: { isDry?: boolean; json: true | undefined },
  run: (session: Session) => Promise<T>,
): Promise<T> {
  const { withSession } = await import('./session.ts')
  return withSession({ isDry }, (session) => run(json ? { ...session, stdout: session.stderr } : session))
}

function printJson(data: object): void {
  process.stdout.write(`${JSON.stringify({ data }, null, 2)}\n`)
}

/** Checked before anything is read: whether the week has begun depends on the time zone and is checked later. */
function checkWeek(week: string | undefined): void {
  if (week === undefined || parseWeek(week)) return
  throw new UsageError(`--week ${stripControlChars(week)}: expected an ISO week such as 2026-W47`)
}

function checkGid(gid: string | undefined): void {
  if (gid === undefined || /^\d+$/.test(gid)) return
  throw new UsageError('A gid is the number in the address of the project in Asana.')
}
