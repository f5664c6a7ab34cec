import type { Finding, Measure, Person } from '../model.ts'
import { quote } from '../strings/quote.ts'
import { displayName, type TextLimit, truncate } from '../strings/truncate.ts'
import { faultsOf } from './data-gaps.ts'
import { bullets, mention, type Rich, rich, toBody } from './rich.ts'
import { renderSignature } from './signature.ts'

const SENTENCE: TextLimit = { chars: 300, words: 50 }

type Input = Readonly<{ measure: Measure; projectOwner?: Person; mention: boolean }>

/** The one comment on a measure task: what keeps it from counting and how to fix it, or that all is in place. */
export function renderMeasureComment(input: Input): string {
  const { measure } = input
  const faults = faultsOf(measure)
  if (faults.length === 0) return sign(rich`${renderAllInPlace(measure)}`)
  const hints = measure.findings.filter((finding) => finding.severity === 'hint')
  const count = faults.length === 1 ? 'One thing keeps' : `${faults.length} things keep`
  return sign(
    rich`${renderAddress(input)}${count} this measure from counting:${renderFindings(faults, measure)}`,
    ...(hints.length > 0 ? [rich`Worth knowing:${renderFindings(hints, measure)}`] : []),
  )
}

/** What our comment says once its task is no measure any more. */
export function renderFormerMeasureComment(): string {
  return sign(rich`This task is no measure any more, so nothing is missing here.`)
}

/** A project without the fields keeps a sound measure from counting; that is said for the project. */
function renderAllInPlace({ measurable }: Measure): string {
  return measurable ? 'All in place: this measure counts.' : 'All in place on this task.'
}

/** Only the assignee is ever mentioned: a mention makes a follower. */
function renderAddress({ measure, projectOwner, mention: isMention }: Input): Rich {
  if (measure.owner) return rich`${isMention ? mention(measure.owner) : displayName(measure.owner)}: `
  return projectOwner ? rich`${displayName(projectOwner)}, who owns the project: ` : rich``
}

function renderFindings(findings: readonly Finding[], measure: Measure): Rich {
  const lines = findings.map(({ message, fix }) => {
    return rich`${truncate(withoutName(message, measure), SENTENCE)} ${truncate(fix, SENTENCE)}`
  })
  return bullets(lines)
}

/** In its own comment a measure need not be named; and a new name changes no word of it. */
function withoutName(message: string, measure: Measure): string {
  const name = quote(measure)
  if (message.startsWith(name)) return `This measure${message.slice(name.length)}`
  return message.replace(name, () => 'this measure')
}

function sign(...blocks: readonly Rich[]): string {
  return toBody(...blocks, rich`${renderSignature()}`)
}
