import type { Measure } from '../model.ts'

/** The number fields these measures would need and their project does not have: nobody could fill them in. */
export function missingFields_(measures: readonly Measure[]): readonly ('Target' | 'Actual')[] {
  const lacks = { Target: measures.some(lacksTarget), Actual: measures.some(lacksActual) }
  return (['Target', 'Actual'] as const).filter((name) => lacks[name])
}

/** An empty field is a finding of its measure; without that finding there is no field. */
function lacksTarget({ type, target, findings }: Measure): boolean {
  return type !== 'Yes/No' && target === undefined && !findings.some(({ code }) => code === 'no-target')
}

function lacksActual({ type, actual, findings }: Measure): boolean {
  return type !== 'Yes/No' && actual === undefined && !findings.some(({ code }) => code === 'no-actual')
}
