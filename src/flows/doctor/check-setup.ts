import { fieldEntry } from '../../domain/fields/field-table.ts'
import type { FieldKey } from '../../domain/model.ts'
import type { CurrentParent, CurrentState, SetupIssue } from '../setup/current-state.ts'
import { MOST_ON_A_PORTFOLIO, type SetupPlan } from '../setup/plan.ts'
import { quoted } from '../setup/quoted.ts'
import type { SetupStep } from '../setup/step.ts'
import { type Line, ok, problem, warning } from './check-result.ts'

/** Without these no measure can be judged. */
const NEEDED: readonly FieldKey[] = ['target', 'actual']
const FIX = 'Run: npm run cli -- setup'

/** Access, fields and plan, by what setup finds and would still do. */
export function checkSetup(found: CurrentState, { steps, troubles }: SetupPlan): Line[] {
  return [
    ...checkAccess(found),
    // Where the plan has no fields, the line of the plan says so.
    ...(found.definitions
      ? [...checkFields(found, steps), ...ofFields(found, troubles).map((trouble) => toLine('Fields', trouble))]
      : []),
    checkPlan(found),
  ]
}

function ofFields(found: CurrentState, troubles: readonly SetupIssue[]): SetupIssue[] {
  return troubles.filter((trouble) => !found.troubles.includes(trouble))
}

function checkAccess({ portfolios, projects, troubles }: CurrentState): Line[] {
  const lines = troubles.map((trouble) => toLine('Access', trouble))
  const opened = [...names('portfolio', portfolios), ...names('project', projects)]
  if (opened.length > 0) return [...lines, ok('Access', `Opens ${opened.join(' and ')}.`)]
  return [...lines, problem('Access', 'Nothing to serve is open to this token.', FIX)]
}

function names(kind: string, parents: readonly CurrentParent[]): string[] {
  const [only] = parents
  if (!only) return []
  return [parents.length === 1 ? `the ${kind} ${quoted(only.name)}` : `${parents.length} ${kind}s`]
}

function checkFields({ portfolios, projects }: CurrentState, steps: readonly SetupStep[]): Line[] {
  const missing = steps.flatMap((step) => (step.kind === 'create-field' ? step.key : []))
  const lines = [...checkMissing(missing), ...steps.flatMap((step) => checkStep(step, missing))]
  if (lines.length > 0) return lines
  return [
    ok(
      'Fields',
      `All are there, and given to ${[...names('portfolio', portfolios), ...names('project', projects)].join(' and ')}.`,
    ),
  ]
}

function checkMissing(missing: readonly FieldKey[]): Line[] {
  if (missing.length === 0) return []
  const message = `The workspace has no field ${missing.map((key) => quoted(fieldEntry(key).name)).join(', ')}.`
  return [
    missing.some((key) => NEEDED.includes(key)) ? problem('Fields', message, FIX) : warning('Fields', message, FIX),
  ]
}

function checkStep(step: SetupStep, missing: readonly FieldKey[]): Line[] {
  if (step.kind === 'add-options') {
    const options = step.options.map(quoted).join(', ')
    return [warning('Fields', `The field ${quoted(fieldEntry(step.key).name)} has no option ${options}.`, FIX)]
  }
  if (step.kind !== 'attach-fields') return []
  const keys = step.keys.filter((key) => !missing.includes(key))
  if (keys.length === 0) return []
  const { kind, name } = step.parent
  const message = `The ${kind} ${quoted(name)} does not use ${keys.map((key) => quoted(fieldEntry(key).name)).join(', ')}.`
  return [warning('Fields', message, FIX)]
}

function toLine(subject: string, { message, fix, isWarning }: SetupIssue): Line {
  return isWarning ? warning(subject, message, fix) : problem(subject, message, fix)
}

function checkPlan({ definitions, portfolios }: CurrentState): Line {
  if (!definitions) return warning('Plan', 'Custom fields are not part of it.', 'Upgrade to give measures numbers.')
  const full = portfolios.find(({ fields }) => fields.length >= MOST_ON_A_PORTFOLIO)
  if (!full) return ok('Plan', 'Custom fields are part of it, and no portfolio is full.')
  return warning(
    'Plan',
    `The portfolio ${quoted(full.name)} has ${full.fields.length} custom fields; Asana allows ${MOST_ON_A_PORTFOLIO}.`,
    'Take a field off before you add another one.',
  )
}
