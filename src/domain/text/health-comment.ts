import { type Day, HEALTHS, type Health } from '../model.ts'
import { type TextLimit, truncate } from '../strings/truncate.ts'
import { readableDay } from '../week.ts'
import { rich, toBody } from './rich.ts'
import { renderSignature } from './signature.ts'
import { visibleText } from './strip-markup.ts'

const REASON: TextLimit = { chars: 300, words: 50 }

/** The comment on the health task when the health changes: from what, to what, since when, and why. */
export function renderHealthComment(input: { from: Health; to: Health; reason: string; since: Day }): string {
  const { reason, since } = input
  return toBody(
    rich`<strong>${renderChange(input)}</strong> since ${readableDay(since, { year: true })}. ${truncate(reason, REASON)}`,
    rich`${renderSignature()}`,
  )
}

/** Reads such a comment back from its markup, so that what was told survives a loss of Redis. */
export function parseHealthComment(html: string): { from: Health; to: Health } | undefined {
  const [, from, to, again] = CHANGE.exec(visibleText(html).trimStart()) ?? []
  return isHealth(from) && isHealth(to) ? { from, to } : isHealth(again) ? { from: again, to: again } : undefined
}

/** A change that is taken back within a day is edited into the same comment, and ends where it began. */
function renderChange({ from, to }: { from: Health; to: Health }): string {
  return from === to ? `${to} again` : `From ${from} to ${to}`
}

const ANY = HEALTHS.join('|')
const CHANGE = new RegExp(`^(?:From (${ANY}) to (${ANY})|(${ANY}) again) since `)

function isHealth(word: string | undefined): word is Health {
  return HEALTHS.some((health) => health === word)
}
