/** From one stage to the next: the share, above 0 and up to 1, that gets there, and the days that takes. */
export type FunnelStep = Readonly<{ from: string; to: string; rate: number; days: number; line: TextLine }>

/** A line of the text that holds the funnel. */
export type TextLine = Readonly<{ line: number; text: string }>

/** Why a funnel is not understood. */
export type FunnelProblem = Readonly<{
  /** The line that is not understood; absent where a line is missing. */
  at?: TextLine
  /** What follows `expected` in a sentence. */
  expected: string
}>

/** The steps from the first stage to the last, whatever the order of their lines, or why they are no single chain. */
export function orderSteps(steps: readonly FunnelStep[]): readonly FunnelStep[] | FunnelProblem {
  const fork = findFork(steps)
  if (fork) return fork
  const nextOf = new Map(steps.map((step) => [toStageKey(step.from), step]))
  const targets = new Set(steps.map(({ to }) => toStageKey(to)))
  const [first, another] = steps.filter(({ from }) => !targets.has(toStageKey(from)))
  if (another) return { at: another.line, expected: `a step that joins the others: nothing leads to ${another.from}` }

  const chain: FunnelStep[] = []
  for (let step = first; step; step = nextOf.get(toStageKey(step.to))) chain.push(step)
  const left = steps.find((step) => !chain.includes(step))
  return left ? { at: left.line, expected: `no loop: ${left.from} leads back to itself` } : chain
}

/** Stages and measures of one key are the same; case and white space aside. */
export function toStageKey(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()
}

/** The first line that gives a stage a second arrow. */
function findFork(steps: readonly FunnelStep[]): FunnelProblem | undefined {
  for (const [index, step] of steps.entries()) {
    const before = steps.slice(0, index)
    if (before.some(({ from }) => toStageKey(from) === toStageKey(step.from))) {
      return { at: step.line, expected: `one arrow from each stage: ${step.from} has another` }
    }
    if (before.some(({ to }) => toStageKey(to) === toStageKey(step.to))) {
      return { at: step.line, expected: `one arrow to each stage: ${step.to} has another` }
    }
  }
  return undefined
}
