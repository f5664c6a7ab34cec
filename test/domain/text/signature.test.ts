import { expect, test } from 'vitest'
import { isSigned, renderSignature, weekOfSignature } from '../../../src/domain/text/signature.ts'

test('the signature is one visible line', () => {
  expect(renderSignature()).toBe('— asana-v2mom')
  expect(renderSignature('2026-W47')).toBe('— asana-v2mom · week 2026-W47')
})

test.each([
  ['at the end of a plain text', 'All in place.\n— asana-v2mom', true, undefined],
  ['with white space behind it', 'All in place.\n— asana-v2mom \n\n', true, undefined],
  ['at the end of a rich text', '<body>All<ul><li>in place</li></ul>\n— asana-v2mom</body>', true, undefined],
  ['right behind a list', '<body><ul><li>in place</li></ul>— asana-v2mom</body>', true, undefined],
  ['with its week', 'Fine.\n— asana-v2mom · week 2026-W47', true, '2026-W47'],
  ['not when quoted further up', '— asana-v2mom · week 2026-W47\nI do not agree.', false, undefined],
  ['not within a sentence', 'Who is — asana-v2mom', false, undefined],
  ['not with something else behind it', '— asana-v2mom · year 2026', false, undefined],
  ['not in an empty text', '', false, undefined],
])('a text of ours is known %s', (_, text, signed, week) => {
  expect(isSigned(text)).toBe(signed)
  expect(weekOfSignature(text)).toBe(week)
})
