/** A clock that several processes share: it shows `now` at the real instant `began` and runs on from there. */
export type ClockStart = Readonly<{ now: string; began: number }>

export type TravellingClock = Readonly<{ now: () => Date; travel(ms: number): void }>

/** A clock that can be put forward. */
export function createClock({ now, began }: ClockStart): TravellingClock {
  const start = Date.parse(now) - began
  let travelled = 0
  return {
    now: () => new Date(start + Date.now() + travelled),
    travel(ms) {
      travelled += ms
    },
  }
}
