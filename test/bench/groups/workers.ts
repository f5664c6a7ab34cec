import type { Service, Stage } from '../machine/environment.ts'
import type { Measured } from '../report/figure.ts'

/** About what the real Asana takes to answer. */
const ANSWER_MS = 100

/**
 * The same full compare by one worker and by several on one Redis, the first number being one. With answers at once the sandbox and the cores are the
 * limit; with answers as slow as Asana's it is the workers.
 */
export async function compareWorkers(
  stage: Stage,
  { workers, repeats }: { workers: readonly number[]; repeats: number },
  say: (message: string) => void,
): Promise<Measured[]> {
  await using server = await stage.start('server')
  const times = new Map<string, number[]>()
  for (const count of workers) {
    await using stack = new AsyncDisposableStack()
    for (let n = 0; n < count; n += 1) stack.use(await stage.start('worker'))
    await stage.rest(server) // what a start compares
    for (const delayMs of [0, ANSWER_MS]) {
      say(`${count} ${count === 1 ? 'worker' : 'workers'}, answers after ${delayMs} ms`)
      await stage.asana.answerAfter(delayMs)
      const runs: number[] = []
      for (let run = 0; run < repeats; run += 1) runs.push(await timeCompare(stage, server))
      times.set(`${count}/${delayMs}`, runs)
    }
    await stage.asana.answerAfter(0)
  }
  return [0, ANSWER_MS].flatMap((delayMs) => toMeasured(times, workers, delayMs))
}

async function timeCompare(stage: Stage, server: Service): Promise<number> {
  const began = Date.now()
  await server.call.compare()
  const endedAt = await stage.rest(server)
  await stage.asana.takeRequests()
  return (endedAt - began) / 1000
}

function toMeasured(
  times: ReadonlyMap<string, readonly number[]>,
  workers: readonly number[],
  delayMs: number,
): Measured[] {
  const when = delayMs === 0 ? 'answers at once' : `answers after ${delayMs} ms`
  const [one = []] = [times.get(`1/${delayMs}`)]
  const own: Measured = { group: 'scale', name: `full compare by 1 worker, ${when}`, unit: 's', ours: one }
  const more = workers.slice(1).map((count): Measured => {
    const several = times.get(`${count}/${delayMs}`) ?? []
    // Turned round: ours is how many times as fast, so that more is better.
    const goal = count === 2 ? { goal: { of: 'ours', atLeast: 1.7 } as const } : {}
    const faster = several.map((seconds, run) => (one[run] ?? Number.NaN) / seconds)
    return { group: 'scale', name: `${count} workers against 1, ${when}`, unit: '×', ours: faster, ...goal }
  })
  return [own, ...more]
}
