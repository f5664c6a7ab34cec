import { describe, expect, it } from 'vitest'
import { play } from './run-scenario.ts'
import { createSchedule } from './schedule.ts'

/** A few seeds for every day; `npm run test:faults` plays as many as there is time for. */
const SEEDS = [11, 23, 34]

describe('the fault suite', () => {
  it('makes the same schedule of the same seed', () => {
    expect(createSchedule(7)).toEqual(createSchedule(7))
    expect(createSchedule(7)).not.toEqual(createSchedule(8))
  })

  it.concurrent.each(SEEDS)(
    'seed %i leaves the world as if nothing had gone wrong',
    async (seed) => {
      const schedule = createSchedule(seed)
      const { violations } = await play(schedule)
      expect(violations, `npm run test:faults -- --runs 1 --seed ${seed}\n${JSON.stringify(schedule)}`).toEqual([])
    },
    120_000,
  )
})
