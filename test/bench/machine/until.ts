import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until something is so, and no longer than told. */
export async function until(
  what: string,
  isSo: () => Promise<boolean>,
  withinMs: number,
  pollIntervalMs = 50,
): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`Not within ${withinMs / 1000} s: ${what}`)
    await sleep(pollIntervalMs)
  }
}
