/** What is to be reached: by the ratio to the baseline, or by our own figure. */
export type Goal = Readonly<{ of: 'ratio' | 'ours'; atLeast?: number; atMost?: number }>

/** One thing measured. Samples of ours and of the baseline belong together pair by pair; one baseline may serve all. */
export type Measured = Readonly<{
  group: string
  name: string
  unit: string
  ours: readonly number[]
  /** What the baseline is: the floor measured in the same run, or the smallest number possible. */
  base?: readonly number[]
  goal?: Goal
}>

export type Spread = Readonly<{ min: number; median: number; max: number }>

/** A measured thing, judged. */
export type Figure = Readonly<{
  group: string
  name: string
  unit: string
  ours: Spread
  base?: Spread
  ratio?: Spread
  goal?: Goal
  isMet?: boolean
}>

export function toFigure({ group, name, unit, ours, base, goal }: Measured): Figure {
  const ratios = base?.length ? ours.map((value, n) => value / (base[n] ?? base[0] ?? Number.NaN)) : undefined
  const spreads = {
    ours: spreadOf(ours),
    ...(base?.length ? { base: spreadOf(base) } : {}),
    ...(ratios ? { ratio: spreadOf(ratios) } : {}),
  }
  const evaluated = goal?.of === 'ratio' ? spreads.ratio : spreads.ours
  const verdict = goal && evaluated ? { goal, isMet: isWithin(evaluated.median, goal) } : {}
  return { group, name, unit, ...spreads, ...verdict }
}

export function spreadOf(samples: readonly number[]): Spread {
  const sorted = samples.toSorted((a, b) => a - b)
  return { min: sorted[0] ?? Number.NaN, median: quantile(sorted, 0.5), max: sorted.at(-1) ?? Number.NaN }
}

/** The value below which this share of the sorted samples lies. */
export function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1)
  const [below = Number.NaN, above = below] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]]
  return below + (above - below) * (at - Math.floor(at))
}

function isWithin(
  value: number,
  { atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY }: Goal,
): boolean {
  return value >= atLeast && value <= atMost
}
