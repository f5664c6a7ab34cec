import type { EvaluationTime, Measure, Person, ProjectSummary, Task } from '../model.ts'
import { quote } from '../strings/quote.ts'
import { displayName, type TextLimit, truncate } from '../strings/truncate.ts'
import type { Missing } from './data-gaps.ts'
import { dateOf } from './format.ts'
import { renderPaces } from './pace-line.ts'
import { link, type Rich, rich } from './rich.ts'
import type { WeeklyFacts } from './weekly-facts.ts'

type Situation = Readonly<{
  facts: WeeklyFacts
  summary: ProjectSummary
  at: EvaluationTime
  name: TextLimit
  sentence: TextLimit
}>

/** The single action that helps most: the first rule that has one to offer. */
export function renderNextStep(situation: Situation): Rich {
  for (const rule of RULES) {
    const step = rule(situation)
    if (step) return step
  }
  return rich`nothing beyond the usual; keep the actual values fresh.`
}

/** From what blocks every judgement down to what is merely next. */
const RULES: readonly ((situation: Situation) => Rich | undefined)[] = [
  ruleMissingProjectFields,
  ruleNeedsData,
  ruleOverdueObstacle,
  ruleOffTrack('Off track'),
  ruleDataGap,
  finishLateWork,
  ruleOffTrack('At risk'),
  giveAnObstacleAnOwner,
  celebrate,
  finishDueWork,
]

/** Without measures, or without the fields for them, nothing else can be said. */
function ruleMissingProjectFields({ facts, name, sentence }: Situation): Rich | undefined {
  const gap = facts.missing.find(({ measure, finding }) => !measure && finding.severity === 'fault')
  return gap && ask(gap.from, rich`${toStep(gap, sentence)}.`, name)
}

function ruleNeedsData(situation: Situation): Rich | undefined {
  return situation.summary.health === 'Needs data' ? ruleDataGap(situation) : undefined
}

/** An obstacle that is overdue while numbers are behind is likely the reason. */
function ruleOverdueObstacle({ facts, summary, at, name }: Situation): Rich | undefined {
  const [obstacle] = facts.obstacles
  const isBehind = summary.health === 'Off track' || summary.health === 'At risk'
  if (!isBehind || !obstacle?.dueOn || obstacle.dueOn >= at.today) return undefined
  const day = dateOf(obstacle.dueOn, at)
  return ask(obstacle.assignee, rich`settle ${toQuoted(obstacle, name)}, an obstacle overdue since ${day}.`, name)
}

function ruleOffTrack(status: 'Off track' | 'At risk') {
  return ({ facts, at, name }: Situation): Rich | undefined => {
    const measure = facts.measures.find((candidate) => candidate.status === status)
    return measure && ask(measure.owner, renderTurn(measure, at, name), name)
  }
}

function renderTurn(measure: Measure, at: EvaluationTime, name: TextLimit): Rich {
  const it = toQuoted(measure, name)
  if (measure.dueOn && measure.dueOn < at.today) return rich`give ${it} a new due date, or close it as missed.`
  const pace = renderPaces(measure, at)
  if (!pace) return rich`decide what brings ${it} back to its target, or change the target.`
  // Who will arrive in time is told to go on, not to slow down.
  if (pace.isEnough) return rich`keep ${it} at ${pace.now} a week (${pace.needed} are needed).`
  return rich`decide how ${it} gets from ${pace.now} to ${pace.needed} a week, or change its target.`
}

/** The gap whose measure weighs most. */
function ruleDataGap({ facts, name, sentence }: Situation): Rich | undefined {
  const [gap] = facts.missing.toSorted((a, b) => weightOf(b) - weightOf(a))
  if (!gap?.measure) return undefined
  return ask(gap.from, rich`open ${toQuoted(gap.measure, name)} and ${toStep(gap, sentence)}.`, name)
}

function finishLateWork({ facts, at, name }: Situation): Rich | undefined {
  const [late] = facts.overdue
  if (!late?.dueOn) return undefined
  const day = dateOf(late.dueOn, at)
  return ask(late.assignee, rich`finish ${toQuoted(late, name)}, due since ${day}, or give it a new date.`, name)
}

function giveAnObstacleAnOwner({ facts, summary, name }: Situation): Rich | undefined {
  const orphan = facts.obstacles.find(({ assignee }) => !assignee)
  return orphan && ask(summary.owner, rich`find an owner for the obstacle ${toQuoted(orphan, name)}.`, name)
}

function celebrate({ summary, name }: Situation): Rich | undefined {
  if (summary.health !== 'Achieved') return undefined
  return ask(summary.owner, rich`set the next target, or complete the project.`, name)
}

function finishDueWork({ facts, at, name }: Situation): Rich | undefined {
  const [next] = facts.due
  if (!next?.dueOn) return undefined
  return ask(next.assignee, rich`finish ${toQuoted(next, name)} by ${dateOf(next.dueOn, at)}.`, name)
}

function ask(person: Person | undefined, step: Rich, name: TextLimit): Rich {
  return person ? rich`${displayName(person, name)} to ${step}` : step
}

/** How to fix it, as a piece of a sentence: every fix begins with its verb. */
function toStep({ finding }: Missing, sentence: TextLimit): string {
  const fix = truncate(finding.fix, sentence).replace(/\.$/, '')
  return fix.charAt(0).toLowerCase() + fix.slice(1)
}

function toQuoted(thing: Task | Measure, name: TextLimit): Rich {
  return link(quote(thing, name), thing.permalinkUrl)
}

function weightOf({ measure }: Missing): number {
  return measure?.weight ?? 0
}
