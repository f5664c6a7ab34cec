import type { IsoWeek } from '../model.ts'
import { visibleText } from './strip-markup.ts'

/** The name at the end of every text of ours, by which it is found again when memory is lost. */
export const SIGNATURE = 'asana-v2mom'

/** The visible last line; a weekly update also carries its week. */
export function renderSignature(week?: IsoWeek): string {
  return week === undefined ? `— ${SIGNATURE}` : `— ${SIGNATURE} · week ${week}`
}

/** Whether the last line of a text, plain or rich, is ours. A quote of it further up does not count. */
export function isSigned(text: string): boolean {
  return SIGNED.test(lastLine(text))
}

/** The week of a signed weekly update. */
export function weekOfSignature(text: string): IsoWeek | undefined {
  return SIGNED.exec(lastLine(text))?.[1]
}

const SIGNED = new RegExp(`^— ${SIGNATURE}(?: · week (\\d{4}-W\\d{2}))?$`)

function lastLine(text: string): string {
  return visibleText(text).trim().split('\n').at(-1)?.trim() ?? ''
}
