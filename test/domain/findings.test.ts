import { describe, expect, test } from 'vitest'
import { FINDINGS, type FindingCode, type ServiceCode, serviceFinding, toFinding } from '../../src/domain/findings.ts'

/** Codes and severities as the contract has them; the service's own at the end. */
const CONTRACT: Readonly<Record<FindingCode, 'fault' | 'hint'>> = {
  'no-target': 'fault',
  'no-actual': 'fault',
  'no-owner': 'fault',
  'no-due-date': 'fault',
  'target-equals-baseline': 'fault',
  'direction-unclear': 'fault',
  'unknown-option': 'fault',
  'stale-actual': 'fault',
  'suspicious-scale': 'fault',
  'no-baseline': 'hint',
  'bad-weight': 'hint',
  'due-before-start': 'hint',
  'start-assumed': 'hint',
  'partial-weights': 'hint',
  'numbers-outside-measures': 'hint',
  'two-fields': 'hint',
  'unread-heading': 'hint',
  'field-missing': 'fault',
  'no-vision': 'hint',
  'no-values': 'hint',
  'no-methods': 'hint',
  'no-obstacles': 'hint',
  'no-measures': 'fault',
  'no-project-owner': 'hint',
  'no-project-due-date': 'hint',
  'too-many-measures': 'hint',
  'measure-in-text-only': 'fault',
  'fields-not-in-plan': 'fault',
  'feature-not-in-plan': 'fault',
  'write-refused': 'fault',
  'comment-refused': 'fault',
  'status-refused': 'fault',
  'history-refused': 'hint',
  'webhook-refused': 'hint',
}

/** Everything any sentence may ask for. */
const FACTS = {
  name: '"Leads"',
  target: '100 leads',
  actual: '4,200 leads',
  since: '2026-10-28',
  freshDays: 10,
  start: '2026-12-01',
  due: '2026-11-01',
  created: '2026-11-20',
  missing: 'Target and Actual',
  field: 'Measure type',
  option: '"Maintain"',
  weighted: 2,
  fields: '"Target"',
  kind: 'section',
  text: '"Measures dashboard"',
  component: 'measures',
  count: 9,
  most: 7,
  what: 'set Attainment on "Leads"',
}

const CODES = Object.keys(CONTRACT) as FindingCode[]

test('the table holds the codes of the contract, no more and no less', () => {
  expect(Object.keys(FINDINGS).sort()).toEqual([...CODES].sort())
})

describe.each(CODES)('%s', (code) => {
  const finding = toFinding(code, FACTS)

  test('has its severity', () => {
    expect(finding).toMatchObject({ code, severity: CONTRACT[code] })
  })

  test('says what is the matter and how to fix it in one plain sentence each', () => {
    for (const sentence of [finding.message, finding.fix]) {
      expect(sentence).toMatch(/^["A-Z].*[^.]\.$/)
      // A question may come before the order that answers it.
      expect(sentence.replaceAll(FACTS.actual, '').replace(/^Is less better\? /, '')).not.toMatch(/[.!?] ./)
      expect(sentence).not.toMatch(/undefined|null|NaN|\$\{/)
      expect(sentence).not.toMatch(/\b(enum|gid|API|webhook|null|KPI|sync|403|402)\b/i)
    }
  })

  test('names the thing', () => {
    expect(finding.message).toMatch(/"Leads"/)
  })
})

test('a finding about a task carries its gid, one about a project has none', () => {
  expect(toFinding('no-target', FACTS, 'task-1')).toHaveProperty('taskGid', 'task-1')
  expect(toFinding('no-vision', FACTS)).not.toHaveProperty('taskGid')
})

test.each<[FindingCode, string]>([
  ['stale-actual', 'The actual value of "Leads" was last changed on 28 Oct 2026, more than 10 days ago.'],
  ['suspicious-scale', '"Leads" stands at 4,200 leads for a target of 100 leads, which cannot be right.'],
  ['target-equals-baseline', '"Leads" starts at its target of 100 leads, so there is no way to go.'],
  ['due-before-start', '"Leads" starts on 1 Dec 2026 but is due on 1 Nov 2026, which leaves no time in between.'],
  ['unknown-option', '"Leads" has the option "Maintain" in the field Measure type, which is not understood.'],
  ['start-assumed', '"Leads" was made on 20 Nov 2026 but is judged from 1 Dec 2026, the start of its project.'],
  ['partial-weights', 'In "Leads" 2 of 9 measures have a weight; the others count 1.'],
  ['numbers-outside-measures', 'In "Leads" 9 tasks carry Target and Actual but are no measures.'],
  ['unread-heading', 'In "Leads" the section "Measures dashboard" is not read as measures.'],
  ['two-fields', '"Leads" has two fields named "Target"; the one with more values counts.'],
  ['too-many-measures', '"Leads" has 9 measures, more than the 7 a team can keep in view.'],
  ['field-missing', '"Leads" has no number field for Target and Actual, so its measures cannot be judged.'],
])('%s says what it has seen', (code, message) => {
  expect(toFinding(code, FACTS).message).toBe(message)
})

test.each<[ServiceCode, string]>([
  ['fields-not-in-plan', 'Your Asana plan has no custom fields, which it takes to show figures.'],
  ['feature-not-in-plan', 'Your Asana plan does not include what it takes to show figures.'],
  ['write-refused', 'Asana refused to show figures.'],
  ['history-refused', 'Asana refused to show figures, so changes since last week may be missing.'],
])('%s says what the service tried', (code, message) => {
  expect(serviceFinding(code, 'show figures').message).toBe(message)
})

test('what the service tried is one line of bearable length', () => {
  const { message } = serviceFinding('write-refused', `set\nAttainment on "${'very long '.repeat(100)}"`)
  expect(message).not.toContain('\n')
  expect(message.length).toBeLessThan(200)
})
