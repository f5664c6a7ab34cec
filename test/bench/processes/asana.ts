import { createSandbox } from '../../../src/sandbox/server.ts'
import { type ClockStart, createClock } from '../machine/clock.ts'
import { serve } from '../machine/rpc.ts'
import { readUsage } from '../machine/usage.ts'
import { type Run, timeChanges } from '../watch/latency-recorder.ts'
import { takeRequests } from '../watch/requests.ts'
import { createTeam } from '../watch/workload.ts'
import { plantWorld, type WorldSize } from '../world.ts'

export type AsanaOptions = Readonly<{ clock: ClockStart; size: WorldSize; deliverAfterMs: number }>
export type AsanaFunctions = typeof functions

/** A sandbox without limits in a process of its own, with a planted world; it measures what only it can see. */
const { clock: start, size, deliverAfterMs } = JSON.parse(process.argv[2] ?? '') as AsanaOptions
const clock = createClock(start)
let lastRequestAt = Date.now()
const observe = () => {
  lastRequestAt = Date.now()
}
const sandbox = createSandbox({ now: clock.now, requestsPerMinute: Number.POSITIVE_INFINITY, deliverAfterMs, observe })
const planted = plantWorld(sandbox.world, clock.now(), size)
const { url } = await sandbox.listen()
const team = createTeam(sandbox.world, planted)

const functions = {
  planted: () => ({ url, ...planted }),
  webhooks: () =>
    [...sandbox.world.state.tables.webhook.values()].map(({ resource, target, secret }) => ({
      resource,
      target,
      secret,
    })),
  typeMany: team.typeMany,
  timeChanges: (run: Run) => timeChanges(sandbox.world, planted, team, run),
  takeRequests: () => takeRequests(sandbox),
  lastRequestAt: () => lastRequestAt,
  async settle(): Promise<void> {
    await sandbox.settle()
    sandbox.deliveries.clear()
  },
  /** Lets every answer take as long as the real Asana's does; 0 for at once. */
  answerAfter(delayMs: number): void {
    sandbox.faults.clear()
    if (delayMs > 0) sandbox.faults.add({ kind: 'slow', delayMs, times: Number.POSITIVE_INFINITY })
  },
  travel: clock.travel,
  usage: readUsage,
}
serve(functions, async () => {})
