import { setTimeout as sleep } from 'node:timers/promises'
import type { Demo } from './demo/demo.ts'

const LOOK_MS = 50
const TIMEOUT_MS = 30_000
/** Longer than a delivery and the service's quiet time take together. */
const QUIET_MS = 1_500

/** Waits until something is so; throws the sentence when it takes too long, or the reason when the demo is ending. */
export async function until(
  { ending }: Pick<Demo, 'ending'>,
  isSo: () => boolean,
  toSentence: () => string,
  timeoutMs = TIMEOUT_MS,
): Promise<void> {
  const deadline = Date.now() + timeoutMs
  while (!isSo()) {
    ending.throwIfAborted()
    if (Date.now() > deadline) throw new Error(toSentence())
    await sleep(LOOK_MS)
  }
}

/** Waits until the service has asked nothing for a while. */
export async function untilQuiet(demo: Demo): Promise<void> {
  const { entries } = demo.sandbox.requests
  let seen = entries.length
  let since = Date.now()
  const isQuiet = () => {
    if (entries.length !== seen) since = Date.now()
    seen = entries.length
    return Date.now() - since > QUIET_MS
  }
  await until(demo, isQuiet, () => 'The service should come to rest, but it goes on asking.')
}
