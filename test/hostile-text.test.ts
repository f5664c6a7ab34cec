import { describe, expect, it } from 'vitest'
import { toMarkdown } from '../src/asana/rich-text.ts'
import { sanitizeForTerminal, stripControlChars, toTerminalText } from '../src/cli/format.ts'
import { markerKey } from '../src/domain/fields/find-fields.ts'
import { toSafeLine } from '../src/domain/strings/sanitize.ts'
import { isSigned, weekOfSignature } from '../src/domain/text/signature.ts'
import { visibleText } from '../src/domain/text/strip-markup.ts'
import { findUnreadComponent, readName } from '../src/domain/v2mom/names/read-name.ts'
import { readStatements } from '../src/domain/v2mom/text/read-parts.ts'
import { findUnreadHeadings } from '../src/domain/v2mom/text/unread-headings.ts'
import { redactTokens } from '../src/flows/webhooks/target-url.ts'
import { collectLog } from './support/log-lines.ts'

/** Everything that is run over texts of others with a pattern in its hand. */
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  ...{ readStatements, readName, findUnreadComponent, findUnreadHeadings, markerKey, toSafeLine, visibleText },
  ...{ isSigned, weekOfSignature },
  ...{ redactTokens, sanitizeForTerminal, stripControlChars, toTerminalText },
  log: (text) => collectLog().log.info({ text, err: new Error(text) }, 'x'),
  // The parser keeps a stack of open tags whose cost grows with its depth.
  toMarkdown: (text) => toMarkdown(text.slice(0, 50_000)),
}

const UNITS = [
  '\n',
  ' ',
  '<',
  '<a',
  '</',
  '*',
  '#',
  '- ',
  '| ',
  '1. Vision\n',
  '<ul><li>a',
  '<table><tr><td>',
  '<td>',
  ':',
  'asana-v2mom:',
  'asana-v2mom: ',
  'v2mom',
  'Bearer ',
  'key ',
  '\u200b',
  '\\',
]

describe('text that was made to be slow to read', () => {
  // Half a million characters: a reader that looks at each of them once for every other would take hours.
  it.each(Object.entries(READERS))('is no trouble for %s', (_, read) => {
    for (const unit of UNITS) {
      for (const end of ['', '!', '\nx']) {
        const text = unit.repeat(Math.ceil(500_000 / unit.length)) + end
        expect(() => read(text)).not.toThrow()
      }
    }
  })
})

describe('a text on its way to a terminal', () => {
  it('keeps its lines and letters, and loses what plays with the terminal', () => {
    expect(sanitizeForTerminal('a\u001b[2Jb\u009b2Jc\u0007\td\u202ee\nÄ 😀')).toBe('a·[2Jb·2Jc·\td·e\nÄ 😀')
  })
})
