import { describe, expect, it } from 'vitest'
import { GROUP_NAMES, GROUPS, runSuite } from './suite.ts'

describe('the benchmark', () => {
  it.each(GROUP_NAMES)(
    'brings every row of %s back, with finite numbers, when all is tiny',
    async (name) => {
      const printed: string[] = []
      const run = await runSuite({
        only: [name],
        size: 'tiny',
        print: (text) => void printed.push(text),
        say: () => {},
      })
      expect(printed[0]).toContain(GROUPS[name].title)
      expect(run.figures.length).toBeGreaterThan(5)
      for (const { group, name: figure, ours, base, ratio } of run.figures) {
        expect(group).toBe(name)
        expect(printed[0]).toContain(figure)
        for (const spread of [ours, base, ratio]) {
          if (spread) expect(Object.values(spread).every(Number.isFinite), figure).toBe(true)
        }
      }
    },
    120_000,
  )
})
