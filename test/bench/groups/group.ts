import type { Measured } from '../report/figure.ts'
import type { Split } from '../report/request-breakdown.ts'

/** What a group of the suite brings back. */
export type Results = Readonly<{ sample: readonly Measured[]; splits: readonly Split[] }>

/** How much is measured: the figures of the goals, a quick look, or just enough to see that the suite works. */
export const SIZES = ['full', 'quick', 'tiny'] as const
export type Size = (typeof SIZES)[number]

export type Group = Readonly<{
  title: string
  /** `say` tells the person who waits what is under way. */
  run(size: Size, say: (message: string) => void): Promise<Results>
}>
