import type { Finding, Measure, Person } from '../model.ts'
import { faultsOf } from './missing.ts'
import { bullets, mention, type Rich, rich, toBody } from './rich.ts'
import { nameOf, type Room, shorten } from './shorten.ts'
import { renderSignature } from './signature.ts'
import { counted } from './words.ts'

const SENTENCE: Room = { chars: 300, words: 50 }

/** The one comment on a measure task: what keeps it from counting and how to fix it, or that all is in place. */
export function renderMeasureComment(input: { measure: Measure; projectOwner?: Person; mention: boolean }): string {
  const { measure } = input
  const faults = faultsOf(measure)
  const signature = rich`${renderSignature()}`
  if (faults.length === 0) return toBody(rich`${renderAllInPlace(measure)}`, signature)
  const hints = measure.findings.filter((finding) => finding.severity === 'hint')
  return toBody(
    rich`${renderAddress(input)}${counted(faults.length, 'thing keeps', 'things keep')} this measure from counting.${renderFindings(faults)}`,
    ...(hints.length > 0 ? [rich`Worth knowing:${renderFindings(hints)}`] : []),
    signature,
  )
}

/** A project without the fields keeps a sound measure from counting; that is said for the project. */
function renderAllInPlace({ measurable }: Measure): string {
  return measurable ? 'All in place: this measure counts.' : 'All in place on this task.'
}

/** Only the assignee is ever mentioned: a mention makes a follower. */
function renderAddress({
  measure,
  projectOwner,
  mention: isMention,
}: Parameters<typeof renderMeasureComment>[0]): Rich {
  if (measure.owner) return rich`${isMention ? mention(measure.owner) : nameOf(measure.owner)}: `
  return projectOwner ? rich`${nameOf(projectOwner)}, who owns the project: ` : rich``
}

function renderFindings(findings: readonly Finding[]): Rich {
  return bullets(findings.map(({ message, fix }) => rich`${shorten(message, SENTENCE)} ${shorten(fix, SENTENCE)}`))
}
