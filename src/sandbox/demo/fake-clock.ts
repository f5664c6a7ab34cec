export type PlayClock = Readonly<{ now: () => Date; move(ms: number): void }>

const DAY_MS = 86_400_000
const MARGIN_MS = 10 * 60_000

/** Real time that can be moved on. It keeps away from the end of the day, so that no week ends in the middle of a play. */
export function createPlayClock(): PlayClock {
  const untilMidnightMs = DAY_MS - (Date.now() % DAY_MS)
  let shiftMs = untilMidnightMs < MARGIN_MS ? -MARGIN_MS : 0
  return {
    now: () => new Date(Date.now() + shiftMs),
    move(ms) {
      shiftMs += ms
    },
  }
}
