import type { ClassifiedProject, EvaluationTime, IsoWeek, Project, ProjectSummary, StatusType, Task } from '../model.ts'
import { displayName, type TextLimit } from '../strings/truncate.ts'
import { daysBetween, toDay } from '../week.ts'
import type { Missing } from './data-gaps.ts'
import { enumerate, truncateList } from './enumerate.ts'
import { renderToFit, WEEKLY_LIMITS } from './fit-to-length.ts'
import { dateOf, dueLabel, listed, ownerName, STATUS_TYPE_OF } from './format.ts'
import { renderMeasureLine, renderOtherMeasures } from './measure-line.ts'
import { renderNextStep } from './next-step.ts'
import { link, type Rich, rich, toBody } from './rich.ts'
import { renderLine, renderPart } from './section.ts'
import { renderSignature } from './signature.ts'
import { renderHeadline, renderStatusMismatch } from './verdict.ts'
import { gatherFacts, type PreviousUpdate, type WeeklyFacts } from './weekly-facts.ts'
import { WEEKLY_ROOMS, type WeeklyRoom } from './weekly-length-presets.ts'
import { renderTitle } from './weekly-title.ts'

type Input = Readonly<{
  week: IsoWeek
  project: Project
  summary: ProjectSummary
  classified: ClassifiedProject
  previous?: PreviousUpdate
  at: EvaluationTime
}>

/** The weekly update of a project: one status, a headline, and six short parts in a fixed order. */
export function renderProjectUpdate(input: Input): { type: StatusType; title: string; html: string } {
  const { week, summary, previous } = input
  const facts = gatherFacts(input)
  return {
    type: STATUS_TYPE_OF[summary.health],
    title: renderTitle(week, summary, previous),
    html: renderToFit(WEEKLY_ROOMS, WEEKLY_LIMITS, (room) => renderBody(input, facts, room)),
  }
}

function renderBody({ week, project, summary, at }: Input, facts: WeeklyFacts, room: WeeklyRoom): string {
  const { name, sentence } = room
  const disagreement = renderStatusMismatch(project.status, summary, at, name)
  return toBody(
    renderHeadline(summary, sentence),
    ...(disagreement ? [disagreement] : []),
    renderMeasures(facts, at, room),
    renderWork(facts, at, room),
    renderObstacles(facts, at, room),
    renderPart(
      'Not measurable yet',
      truncateList(facts.missing, room.missing, (missing) => renderMissing(missing, name)),
    ),
    renderLine('Next step', renderNextStep({ facts, summary, at, name, sentence })),
    rich`${renderSignature(week)}`,
  )
}

function renderMeasures({ measures, since }: WeeklyFacts, at: EvaluationTime, room: WeeklyRoom): Rich {
  const toLine = (measure: (typeof measures)[number]) => renderMeasureLine(measure, { since, at, room: room.name })
  const lines = truncateList(measures, room.measures, toLine, renderOtherMeasures)
  return renderPart('Measures', lines, `, change since ${dateOf(toDay(since, at.timeZone), at)}`)
}

function renderWork({ since, done, due }: WeeklyFacts, at: EvaluationTime, { name, tasks }: WeeklyRoom): Rich {
  const from = toDay(since, at.timeZone)
  const span = daysBetween(from, at.today) === 7 ? 'last week' : `since ${dateOf(from, at)}`
  return renderPart('Work', [
    rich`Done ${span}: ${enumerate(done, tasks, (task) => toName(task, name))}`,
    rich`Due next week: ${enumerate(due, tasks, (task) => renderDue(task, at, name))}`,
  ])
}

function renderDue(task: Task, at: EvaluationTime, name: TextLimit): Rich {
  const day = task.dueOn === undefined ? '' : `, ${dateOf(task.dueOn, at)}`
  return rich`${toName(task, name)} (${ownerName(task.assignee, name)}${day})`
}

function renderObstacles({ obstacles, writtenObstacles }: WeeklyFacts, at: EvaluationTime, room: WeeklyRoom): Rich {
  if (obstacles.length === 0 && writtenObstacles > 0) {
    return renderLine('Obstacles', rich`none as a task; the description names ${writtenObstacles}`)
  }
  const toLine = (task: Task) =>
    rich`${toName(task, room.name)}: ${ownerName(task.assignee, room.name)}, ${dueLabel(task.dueOn, at)}`
  return renderPart('Obstacles', truncateList(obstacles, room.obstacles, toLine))
}

function renderMissing({ measure, what, from }: Missing, name: TextLimit): Rich {
  const subject = measure ? toName(measure, name) : rich`The project`
  return rich`${subject}: ${listed(what)}${from ? `, from ${displayName(from, name)}` : ''}`
}

function toName(thing: { name: string; permalinkUrl?: string }, name: TextLimit): Rich {
  return link(displayName(thing, name), thing.permalinkUrl)
}
