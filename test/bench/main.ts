import { parseArgs } from 'node:util'
import { readRun, renderComparison, saveRun } from './report/file.ts'
import { GROUP_NAMES, type GroupName, runSuite } from './suite.ts'

const HELP = `npm run bench -- [options]
  --only ${GROUP_NAMES.join(',')}   some of the groups
  --quick                                  smaller and fewer: a look, not a proof
  --json FILE                              keeps the run
  --compare FILE                           shows what moved since a run that was kept
`

/** The benchmark: tables on stdout, progress on stderr. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: GROUP_NAMES.join(',') },
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      compare: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return print(HELP)
  // Read first: a wrong name should not cost a whole run.
  const earlier = values.compare === undefined ? undefined : readRun(values.compare)
  const began = performance.now()
  const say = (message: string) =>
    void process.stderr.write(`${Math.round((performance.now() - began) / 1000)} s  ${message}\n`)
  const run = await runSuite({ only: readGroups(values.only), size: values.quick ? 'quick' : 'full', print, say })
  if (values.json !== undefined) saveRun(values.json, run)
  if (earlier) print(renderComparison(run, earlier))
}

function readGroups(text: string): GroupName[] {
  return text.split(',').map((name) => {
    const group = GROUP_NAMES.find((known) => known === name.trim())
    if (group === undefined) throw new Error(`--only ${name}: expected some of ${GROUP_NAMES.join(', ')}`)
    return group
  })
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

try {
  await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exitCode = 1
}
