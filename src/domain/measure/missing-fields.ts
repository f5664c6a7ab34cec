import type { Measure } from '../model.ts'

/** The number fields that these measures need and their project does not have. */
export function fieldsMissingFor(measures: readonly Measure[]): readonly ('Target' | 'Actual')[] {
  const numeric = measures.filter(({ type }) => type !== 'Yes/No')
  // An empty field is a finding of its measure; without that finding there is no field.
  const lacks = (key: 'target' | 'actual') =>
    numeric.some((measure) => measure[key] === undefined && !measure.findings.some(({ code }) => code === `no-${key}`))
  return [...(lacks('target') ? (['Target'] as const) : []), ...(lacks('actual') ? (['Actual'] as const) : [])]
}
