import type { SetupPlan } from '../../flows/setup/plan.ts'
import { describeStep, type Settings } from '../../flows/setup/step.ts'
import { plain } from '../format.ts'

/** A plan as lines for a person: what is used, what needs them, what is to be done. */
export function describePlan({ steps, adopted, troubles }: SetupPlan): string[] {
  return [
    ...(adopted.length > 0 ? [`Uses fields you have: ${adopted.map(plain).join(', ')}.`] : []),
    ...troubles.flatMap(({ message, fix }) => [`Needs you: ${plain(message)}`, `  ${plain(fix)}`]),
    ...(steps.length === 0 ? ['Nothing to do: everything is in place.'] : ['To do:']),
    ...steps.map((step) => `  - ${plain(describeStep(step))}`),
  ]
}

/** How to go on. */
export function describeNext(settings: Settings): string[] {
  const listens = settings['PUBLIC_URL']
  return [
    '',
    'Done. Next:',
    '  npm start                             start the service',
    '  npm run cli -- doctor                 check everything, at any time',
    '  npm run cli -- rollup --dry-run       see the weekly update before it is posted',
    listens
      ? `  Asana must reach ${plain(listens)}: point it at this machine, port ${plain(settings['PORT'] ?? '3000')}.`
      : '  Without PUBLIC_URL the service asks Asana for changes every minute; set one later for instant answers.',
  ]
}
