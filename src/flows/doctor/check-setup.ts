import { fieldEntry } from '../../domain/fields/field-table.ts'
import type { FieldKey } from '../../domain/model.ts'
import { quote } from '../../domain/strings/quote.ts'
import type { CurrentParent, CurrentState, SetupIssue } from '../setup/current-state.ts'
import { MAX_FIELDS, type SetupPlan } from '../setup/plan.ts'
import type { SetupStep } from '../setup/step.ts'
import { type CheckResult, ok, problem, warning } from './check-result.ts'

/** No measure is evaluated without these. */
const REQUIRED: readonly FieldKey[] = ['target', 'actual']
const FIX = 'Run: npm run cli -- setup'

/** Access, fields and plan: what setup reads, and the steps it would still take. */
export function checkSetup(current: CurrentState, { steps, issues }: SetupPlan): CheckResult[] {
  return [
    ...checkAccess(current),
    // Without custom fields in the plan, the result `Plan` says so.
    ...(current.definitions
      ? [...checkFields(current, steps), ...ofFields(current, issues).map((issue) => toResult('Fields', issue))]
      : []),
    checkPlan(current),
  ]
}

function ofFields(current: CurrentState, issues: readonly SetupIssue[]): SetupIssue[] {
  return issues.filter((issue) => !current.issues.includes(issue))
}

function checkAccess({ portfolios, projects, issues }: CurrentState): CheckResult[] {
  const results = issues.map((issue) => toResult('Access', issue))
  const opened = [...names('portfolio', portfolios), ...names('project', projects)]
  if (opened.length > 0) return [...results, ok('Access', `Opens ${opened.join(' and ')}.`)]
  return [...results, problem('Access', 'Nothing to serve is open to this token.', FIX)]
}

function names(kind: string, parents: readonly CurrentParent[]): string[] {
  const [only] = parents
  if (!only) return []
  return [parents.length === 1 ? `the ${kind} ${quote(only)}` : `${parents.length} ${kind}s`]
}

function checkFields({ portfolios, projects }: CurrentState, steps: readonly SetupStep[]): CheckResult[] {
  const missing = steps.flatMap((step) => (step.kind === 'create-field' ? step.key : []))
  const results = [...checkMissing(missing), ...steps.flatMap((step) => checkStep(step, missing))]
  if (results.length > 0) return results
  const carriers = [...names('portfolio', portfolios), ...names('project', projects)]
  if (carriers.length === 0) return [ok('Fields', 'All are there.')]
  return [ok('Fields', `All are there, and given to ${carriers.join(' and ')}.`)]
}

function checkMissing(missing: readonly FieldKey[]): CheckResult[] {
  if (missing.length === 0) return []
  const message = `The workspace has no field ${missing.map((key) => quote(fieldEntry(key))).join(', ')}.`
  return [
    missing.some((key) => REQUIRED.includes(key)) ? problem('Fields', message, FIX) : warning('Fields', message, FIX),
  ]
}

function checkStep(step: SetupStep, missing: readonly FieldKey[]): CheckResult[] {
  if (step.kind === 'add-options') {
    const options = step.options.map((name) => quote({ name })).join(', ')
    return [warning('Fields', `The field ${quote(fieldEntry(step.key))} has no option ${options}.`, FIX)]
  }
  if (step.kind !== 'attach-fields') return []
  const keys = step.keys.filter((key) => !missing.includes(key))
  if (keys.length === 0) return []
  const { kind, name } = step.parent
  const message = `The ${kind} ${quote({ name })} does not use ${keys.map((key) => quote(fieldEntry(key))).join(', ')}.`
  return [warning('Fields', message, FIX)]
}

function toResult(subject: string, { message, fix, isWarning }: SetupIssue): CheckResult {
  return isWarning ? warning(subject, message, fix) : problem(subject, message, fix)
}

function checkPlan({ definitions, portfolios }: CurrentState): CheckResult {
  if (!definitions) return warning('Plan', 'Custom fields are not part of it.', 'Upgrade to give measures numbers.')
  const full = portfolios.find(({ fields }) => fields.length >= MAX_FIELDS)
  if (!full) return ok('Plan', 'Custom fields are part of it, and no portfolio is full.')
  return warning(
    'Plan',
    `The portfolio ${quote(full)} has ${full.fields.length} custom fields; Asana allows ${MAX_FIELDS}.`,
    'Take a field off before you add another one.',
  )
}
