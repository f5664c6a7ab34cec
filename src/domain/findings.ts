import type { Day, Finding } from './model.ts'
import { formatCount } from './number.ts'
import { truncate } from './strings/truncate.ts'
import { readableDay } from './week.ts'

/** What the sentences of each finding need to know. `name` is the measure or project, quoted. */
export type Facts = {
  'no-target': Named
  'no-actual': Named
  'no-owner': Named
  'no-due-date': Named
  'target-equals-baseline': Named & { target: string }
  'direction-unclear': Named
  'unknown-option': Named & { field: string; option: string }
  'stale-actual': Named & { since: Day; freshDays: number }
  'suspicious-scale': Named & { actual: string; target: string }
  'no-baseline': Named
  'bad-weight': Named
  'due-before-start': Named & { start: Day; due: Day }
  'start-assumed': Named & { start: Day; created: Day }
  'partial-weights': Named & { weighted: number; count: number }
  'numbers-outside-measures': Named & { count: number }
  'two-fields': Named & { fields: string }
  'unread-heading': Named & { kind: string; text: string; component: string }
  'field-missing': Named & { missing: string; near?: string }
  'no-vision': Named
  'no-values': Named
  'no-methods': Named
  'no-obstacles': Named
  'no-measures': Named
  'no-project-owner': Named
  'no-project-due-date': Named
  'too-many-measures': Named & { count: number; most: number }
  'measure-in-text-only': Named
  'fields-not-in-plan': Tried
  'feature-not-in-plan': Tried
  'write-refused': Tried
  'comment-refused': Tried
  'status-refused': Tried
  'history-refused': Tried
  'webhook-refused': Tried
}
type Named = { name: string }
/** What the service tried, to follow after `to`. */
type Tried = { what: string }

export type FindingCode = keyof Facts

/** Says a finding in plain words. */
export function toFinding<Code extends FindingCode>(code: Code, facts: Facts[Code], taskGid?: string): Finding {
  const { severity, message, fix }: Entry<Facts[Code]> = FINDINGS[code]
  const finding = { code, severity, message: message(facts), fix: fix(facts) }
  return taskGid === undefined ? finding : { ...finding, taskGid }
}

/** The same finding where it keeps nothing from counting. */
export function toHint<Code extends FindingCode>(code: Code, facts: Facts[Code], taskGid?: string): Finding {
  return { ...toFinding(code, facts, taskGid), severity: 'hint' }
}

/** A finding about the service's own work; `what` is what it tried: `post the weekly update`. */
export function serviceFinding(code: ServiceCode, what: string): Finding {
  return toFinding(code, { what: truncate(what, { chars: 160, words: 40 }) })
}

export type ServiceCode = { [Code in FindingCode]: Facts[Code] extends Tried ? Code : never }[FindingCode]

type Entry<F> = Readonly<{ severity: Finding['severity']; message: (facts: F) => string; fix: (facts: F) => string }>

/** Every finding there is: its severity, what is the matter, and what to do about it. */
export const FINDINGS: { readonly [Code in FindingCode]: Entry<Facts[Code]> } = {
  'no-target': {
    severity: 'fault',
    message: ({ name }) => `${name} has no target.`,
    fix: () => 'Enter the promised number in the field Target.',
  },
  'no-actual': {
    severity: 'fault',
    message: ({ name }) => `${name} has no actual value.`,
    fix: () => "Enter today's number in the field Actual, and 0 if nothing has come in yet.",
  },
  'no-owner': {
    severity: 'fault',
    message: ({ name }) => `${name} has no owner.`,
    fix: () => 'Assign the task to the person who answers for this number.',
  },
  'no-due-date': {
    severity: 'fault',
    message: ({ name }) => `${name} has no due date, and neither has its project.`,
    fix: () => 'Set a due date on the task or on the project.',
  },
  'target-equals-baseline': {
    severity: 'fault',
    message: ({ name, target }) => `${name} starts at its target of ${target}, so there is no way to go.`,
    fix: () => 'Correct Target or Baseline, or choose the measure type Stay above or Stay below to keep a number.',
  },
  'direction-unclear': {
    severity: 'fault',
    message: ({ name }) => `${name} has no clear direction: whether more or less is better cannot be told.`,
    fix: () => 'Is less better? Enter Baseline, or choose Stay below.',
  },
  'unknown-option': {
    severity: 'fault',
    message: ({ name, field, option }) =>
      `${name} has the option ${option} in the field ${field}, which is not understood.`,
    fix: ({ field }) => KNOWN_OPTIONS[field] ?? 'Choose another option.',
  },
  'stale-actual': {
    severity: 'fault',
    message: ({ name, since, freshDays }) =>
      `The actual value of ${name} was last changed on ${dated(since)}, more than ${formatCount(freshDays, 'day')} ago.`,
    fix: () =>
      "Enter today's number in the field Actual; if it rightly stays the same, choose a longer time in Update every.",
  },
  'suspicious-scale': {
    severity: 'fault',
    message: ({ name, actual, target }) =>
      `${name} stands at ${actual} for a target of ${target}, which cannot be right.`,
    fix: () => 'Enter Actual, Target and Baseline in the same unit, and a percentage as 42% rather than 4200%.',
  },
  'no-baseline': {
    severity: 'hint',
    message: ({ name }) => `${name} has no baseline, so it is judged as if it had started at 0.`,
    fix: () => 'Enter the number it started from in the field Baseline.',
  },
  'bad-weight': {
    severity: 'hint',
    message: ({ name }) => `${name} has a negative weight, which counts as 0.`,
    fix: () => 'Enter a weight of 0 or more in the field Weight.',
  },
  'due-before-start': {
    severity: 'hint',
    message: ({ name, start, due }) =>
      `${name} starts on ${dated(start)} but is due on ${dated(due)}, which leaves no time in between.`,
    fix: () => 'Set a start date that lies before the due date.',
  },
  'start-assumed': {
    severity: 'hint',
    message: ({ name, start, created }) =>
      `${name} was made on ${dated(created)} but is judged from ${dated(start)}, the start of its project.`,
    fix: () => 'Set a start date on the task.',
  },
  'partial-weights': {
    severity: 'hint',
    message: ({ name, weighted, count }) =>
      `In ${name} ${weighted} of ${formatCount(count, 'measure')} ${weighted === 1 ? 'has' : 'have'} a weight; the others count 1.`,
    fix: () => 'Enter a weight for every measure, or for none.',
  },
  'numbers-outside-measures': {
    severity: 'hint',
    message: ({ name, count }) =>
      `In ${name} ${formatCount(count, 'task')} ${count === 1 ? 'carries' : 'carry'} Target and Actual but ${count === 1 ? 'is no measure' : 'are no measures'}.`,
    fix: () => 'Move them into a section Measures, or choose Measures in the field V2MOM.',
  },
  'two-fields': {
    severity: 'hint',
    message: ({ name, fields }) => `${name} has two fields named ${fields}; the one with more values counts.`,
    fix: () => 'Rename one of them, or take it out of the project.',
  },
  'unread-heading': {
    severity: 'hint',
    message: ({ name, kind, text, component }) => `In ${name} the ${kind} ${text} is not read as ${component}.`,
    fix: ({ component }) =>
      `Let the name be ${component.charAt(0).toUpperCase()}${component.slice(1)}, and put other words in brackets behind it.`,
  },
  'field-missing': {
    severity: 'fault',
    message: ({ name, missing, near }) =>
      `${name} has no number field for ${missing}, so its measures cannot be judged${near ? `; it has ${near}` : ''}.`,
    fix: ({ missing }) => `Add to the project what is missing as a number field: ${missing}.`,
  },
  'no-vision': {
    severity: 'hint',
    message: ({ name }) => `${name} has no vision.`,
    fix: () => 'Write what you want to achieve under the heading Vision in the project description.',
  },
  'no-values': {
    severity: 'hint',
    message: ({ name }) => `${name} has no values.`,
    fix: () => 'List what matters most to you under the heading Values in the project description.',
  },
  'no-methods': {
    severity: 'hint',
    message: ({ name }) => `${name} has no methods.`,
    fix: () => 'Add the tasks that lead to the vision.',
  },
  'no-obstacles': {
    severity: 'hint',
    message: ({ name }) => `${name} names no obstacles.`,
    fix: () => 'Add a section Obstacles with a task for each thing that stands in the way.',
  },
  'no-measures': {
    severity: 'fault',
    message: ({ name }) => `${name} has no measures.`,
    fix: () => 'Add a section Measures with a task for each number that shows success.',
  },
  'no-project-owner': {
    severity: 'hint',
    message: ({ name }) => `${name} has no owner.`,
    fix: () => 'Choose an owner for the project.',
  },
  'no-project-due-date': {
    severity: 'hint',
    message: ({ name }) => `${name} has no due date.`,
    fix: () => 'Set a due date for the project.',
  },
  'too-many-measures': {
    severity: 'hint',
    message: ({ name, count, most }) =>
      `${name} has ${formatCount(count, 'measure')}, more than the ${most} a team can keep in view.`,
    fix: ({ most }) => `Keep the ${most} measures that matter most and move the others out of Measures.`,
  },
  'measure-in-text-only': {
    severity: 'fault',
    message: ({ name }) => `${name} names measures in its description, but no task carries their numbers.`,
    fix: () => 'Make each measure in the description a task in a section Measures, with Target and Actual.',
  },
  'fields-not-in-plan': {
    severity: 'fault',
    message: ({ what }) => `Your Asana plan has no custom fields, which it takes to ${what}.`,
    fix: () => 'Move to an Asana plan with custom fields.',
  },
  'feature-not-in-plan': {
    severity: 'fault',
    message: ({ what }) => `Your Asana plan does not include what it takes to ${what}.`,
    fix: () => 'Move to an Asana plan that includes it, or go on without.',
  },
  'write-refused': {
    severity: 'fault',
    message: ({ what }) => `Asana refused to ${what}.`,
    fix: () => "Unlock the field, or give the service's user the right to edit here.",
  },
  'comment-refused': {
    severity: 'fault',
    message: ({ what }) => `Asana refused to ${what}.`,
    fix: () => "Give the service's user the right to comment in this project.",
  },
  'status-refused': {
    severity: 'fault',
    message: ({ what }) => `Asana refused to ${what}.`,
    fix: () => "Make the service's user a member who may post status updates here.",
  },
  'history-refused': {
    severity: 'hint',
    message: ({ what }) => `Asana refused to ${what}, so changes since last week may be missing.`,
    fix: () => "Give the service's user access to the task.",
  },
  'webhook-refused': {
    severity: 'hint',
    message: ({ what }) => `Asana refused to ${what}, so changes are noticed later.`,
    fix: () => "Make the service's user a member of the project.",
  },
}

/** What to choose instead of an option that is not understood, by field. */
const KNOWN_OPTIONS: Readonly<Record<string, string>> = {
  'Measure type': 'Choose Reach, Increase, Decrease, Stay above, Stay below or Yes/No.',
  'Update every': 'Choose Week, Month or Quarter.',
  V2MOM: 'Choose Vision, Values, Methods, Obstacles or Measures.',
}

/** A finding stands for weeks, so its days carry their year. */
function dated(day: Day): string {
  return readableDay(day, { year: true })
}
