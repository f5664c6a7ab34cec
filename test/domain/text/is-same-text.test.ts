import { expect, test } from 'vitest'
import { isSameText } from '../../../src/domain/text/is-same-text.ts'

const OURS =
  '<body><a data-asana-gid="12"/>: say "a" &amp; <a href="https://x.example/1">b</a>.<ul><li>c</li></ul></body>'
const link = 'href="https://app.asana.com/0/profile/12" data-asana-accessible="true" data-asana-dynamic="true"'
const told = `<a ${link} data-asana-gid="12" data-asana-type="user">@Ana</a>`

test.each<[string, string]>([
  ['as it was sent', OURS],
  ['with the mention filled in', OURS.replace('<a data-asana-gid="12"/>', told)],
  ['with quotes as entities', OURS.replaceAll('"a"', '&quot;a&quot;')],
  ['with line breaks around the list', OURS.replace('<ul>', '\n<ul>\n').replace('</li>', '</li>\n')],
  ['with a link known as a task', OURS.replace('/1">', '/1" data-asana-gid="1" data-asana-type="task">')],
])('says the same %s', (_, theirs) => {
  expect(isSameText(OURS, theirs)).toBe(true)
  expect(isSameText(theirs, OURS)).toBe(true)
})

test.each<[string, string]>([
  ['another word', OURS.replace('say', 'ask')],
  ['another person mentioned', OURS.replace('12', '13')],
  ['a name instead of the mention', OURS.replace('<a data-asana-gid="12"/>', 'Ana')],
  ['a word less', OURS.replace('<li>c</li>', '')],
])('does not say the same with %s', (_, theirs) => {
  expect(isSameText(OURS, theirs)).toBe(false)
})
