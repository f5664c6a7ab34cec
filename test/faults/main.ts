import { parseArgs } from 'node:util'
import { killEverywhere } from './kill-matrix.ts'
import { play } from './run-scenario.ts'
import { SCENARIOS } from './scenarios.ts'
import { createSchedule, type Schedule } from './schedule.ts'

type Figures = { runs: number; mishaps: Map<string, number>; violations: number; seeds: number[] }

/**
 * `npm run test:faults -- --minutes 30 --seed N --at-a-time 3`: plays one seed after the other and tells the figures.
 * `npm run test:faults -- --kills`: dies once before and after every write instead.
 */
async function main(): Promise<void> {
  const { minutes, seed, atATime, runs, kills } = readArguments()
  if (kills) {
    const { steps, notReached, violations, ...told } = await killEverywhere(atATime, console.log)
    console.log(`\n${steps} steps, ${told.kills} kills, ${notReached} not reached, ${violations} violations`)
    process.exitCode = violations > 0 ? 1 : 0
    return
  }
  const figures: Figures = { runs: 0, mishaps: new Map(), violations: 0, seeds: [] }
  const deadline = performance.now() + minutes * 60_000
  let next = seed
  const goOn = () => performance.now() < deadline && next < seed + runs
  async function work(): Promise<void> {
    while (goOn()) await playOne(createSchedule(next++), figures)
  }
  await Promise.all(Array.from({ length: atATime }, work))
  tell(figures)
  process.exitCode = figures.violations > 0 ? 1 : 0
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '30' },
      seed: { type: 'string', default: '1' },
      runs: { type: 'string', default: '1000000' },
      kills: { type: 'boolean', default: false },
      'at-a-time': { type: 'string', default: '3' },
    },
  })
  return {
    ...{ minutes: Number(values.minutes), seed: Number(values.seed), runs: Number(values.runs) },
    ...{ atATime: Number(values['at-a-time']), kills: values.kills },
  }
}

async function playOne(schedule: Schedule, figures: Figures): Promise<void> {
  const beganAt = performance.now()
  const result = await play(schedule).catch((error: Error) => ({ violations: [String(error.stack)], output: '' }))
  figures.runs += 1
  for (const mishap of schedule.mishaps) {
    const name = 'fault' in mishap ? `${mishap.kind} ${mishap.fault}` : mishap.kind
    figures.mishaps.set(name, (figures.mishaps.get(name) ?? 0) + 1)
  }
  const seconds = ((performance.now() - beganAt) / 1000).toFixed(1)
  const plot = SCENARIOS[schedule.plot]?.name
  console.log(
    `seed ${schedule.seed} (${plot}, ${schedule.mishaps.length} faults): ${result.violations.length} violations, ${seconds} s`,
  )
  if (result.violations.length === 0) return
  figures.violations += result.violations.length
  figures.seeds.push(schedule.seed)
  console.log(
    `${result.violations.join('\n')}\n${JSON.stringify(schedule)}\n${process.env['SHOW_OUTPUT'] ? result.output : ''}`,
  )
}

function tell({ runs, mishaps, violations, seeds }: Figures): void {
  const total = [...mishaps.values()].reduce((sum, count) => sum + count, 0)
  const kinds = [...mishaps].sort().map(([kind, count]) => `${kind} ${count}`)
  console.log(`\n${runs} runs, ${total} faults (${kinds.join(', ')}), ${violations} violations`)
  if (seeds.length > 0) console.log(`Replay: npm run test:faults -- --runs 1 --seed ${seeds.join(' | ')}`)
}

await main()
