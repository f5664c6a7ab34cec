import { countWords } from './strip-markup.ts'

/** How long a text may be. Asana does not document its limits; ours are well below what it takes. */
export type Limits = Readonly<{ words: number; chars: number }>

/** What a reader on a phone takes in on a Monday morning. */
export const WEEKLY_LIMITS: Limits = { words: 200, chars: 6000 }
export const SCORECARD_LIMITS: Limits = { words: 2000, chars: 20_000 }

/** The roomiest version that fits; `rooms` go from generous to tight, and the tightest is taken as it is. */
export function renderToFit<R>(rooms: readonly [R, ...R[]], limits: Limits, render: (room: R) => string): string {
  let html = ''
  for (const room of rooms) {
    html = render(room)
    if (countWords(html) <= limits.words && html.length <= limits.chars) return html
  }
  return html
}
