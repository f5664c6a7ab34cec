import { expect, test } from 'vitest'
import { displayName, truncate } from '../../../src/domain/strings/truncate.ts'

const x = (count: number) => 'x'.repeat(count)

test.each([
  ['what fits stays', 'Qualified leads', 'Qualified leads'],
  ['sixty characters fit', x(60), x(60)],
  ['sixty-one do not', x(61), `${x(59)}…`],
  ['edges and gaps are tidied', '  a \n b  ', 'a b'],
  ['no space before the mark', `${x(58)} ${x(9)}`, `${x(58)}…`],
  ['an emoji counts as one and is not cut', `${x(58)}🎨${x(9)}`, `${x(58)}🎨…`],
  ['a joined emoji is kept whole or not at all', `${x(58)}👩‍🎨${x(9)}`, `${x(58)}…`],
])('%s', (_, typed, shown) => {
  expect(truncate(typed)).toBe(shown)
})

test('words count too', () => {
  expect(truncate('a b c d', { chars: 60, words: 3 })).toBe('a b c…')
})

test('an empty name is named', () => {
  expect(displayName({ name: ' \u200B ' })).toBe('(no name)')
})
