import type { FieldDefinition } from '../model.ts'
import { quote } from '../strings/quote.ts'

/** A field that people may take for Target or Actual, though its name or its type keeps it from being read. */
export type NearMiss = Readonly<{
  key: 'Target' | 'Actual'
  /** `the text field "Target"`. */
  label: string
}>

const NAMES: Readonly<Record<NearMiss['key'], RegExp>> = {
  Target:
    /^(?:the\s+)?(?:(?:our|kpi|measure)\s+)?(?:targets?|goal|planned|plan)(?:\s+(?:value|number|amount))?(?:\s*[([].*[)\]]|\s+(?:in\s+)?\S{1,6})?$/iu,
  Actual:
    /^(?:the\s+)?(?:(?:our|kpi|measure)\s+)?(?:actuals?|current|actual\s+so\s+far|today)(?:\s+(?:value|number|amount|figure))?(?:\s*[([].*[)\]]|\s+(?:in\s+)?\S{1,6})?$/iu,
}

/** The fields of a project that are nearly Target or Actual: of another type, or under a longer name. */
export function findNearMisses(definitions: readonly FieldDefinition[]): NearMiss[] {
  return (['Target', 'Actual'] as const).flatMap((key) =>
    definitions
      .filter(({ name, type }) => NAMES[key].test(name.trim()) && (type === 'text' || type === 'number'))
      .slice(0, 3)
      .map(({ name, type }) => ({ key, label: `the ${type} field ${quote({ name })}` })),
  )
}
