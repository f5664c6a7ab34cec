import type { SetupPlan } from '../../flows/setup/plan.ts'
import { describeStep, type Settings } from '../../flows/setup/step.ts'
import { stripControlChars } from '../format.ts'

/** The plan as lines: existing fields that are used, issues for a person, steps. */
export function describePlan({ steps, adopted, issues }: SetupPlan): string[] {
  return [
    ...(adopted.length > 0 ? [`Uses fields you have: ${adopted.map(stripControlChars).join(', ')}.`] : []),
    ...issues.flatMap(({ message, fix }) => [
      `Needs you: ${stripControlChars(message)}`,
      `  ${stripControlChars(fix)}`,
    ]),
    ...(steps.length === 0 ? ['Nothing to do: everything is in place.'] : ['To do:']),
    ...steps.map((step) => `  - ${stripControlChars(describeStep(step))}`),
  ]
}

/** The commands to run next. */
export function describeNext(settings: Settings): string[] {
  const listens = settings['PUBLIC_URL']
  return [
    '',
    'Done. Next:',
    '  npm start                             start the service',
    '  npm run cli -- doctor                 check everything, at any time',
    '  npm run cli -- rollup --dry-run       see the weekly update before it is posted',
    listens
      ? `  Asana must reach ${stripControlChars(listens)}: point it at this machine, port ${stripControlChars(settings['PORT'] ?? '3000')}.`
      : '  Without PUBLIC_URL the service asks Asana for changes every minute; set one later for instant answers.',
  ]
}
