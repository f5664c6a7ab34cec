import { describe, expect, test } from 'vitest'
import { bullets, joinRich, link, mention, rich, toBody } from '../../../src/domain/text/rich.ts'
import { expectRich } from './asana-markup.ts'

describe('what people typed', () => {
  test.each([
    ['markup is shown as typed', '<b>5 & 6</b>', '&lt;b&gt;5 &amp; 6&lt;/b&gt;'],
    ['an entity is shown as typed', '&nbsp;', '&amp;nbsp;'],
    ['a new line becomes a space', 'one\r\n\ttwo\u2028three', 'one two three'],
    ['control characters go', 'a\u0000b\u001b[31mc\u0085', 'ab[31mc'],
    ['a turned line is turned back', 'invoice\u202Efdp.exe\u2066', 'invoicefdp.exe'],
    ['half a character is replaced', 'a\uD800b', 'a\uFFFDb'],
    ['what XML forbids goes', 'a\uFFFEb\uFFFF', 'ab'],
    ['emoji and Persian keep their joiners', '👩‍🎨 می‌خواهم', '👩‍🎨 می‌خواهم'],
  ])('%s', (_, typed, shown) => {
    expect(rich`${typed}`.html).toBe(shown)
    expectRich(toBody(rich`${typed}`), 'post')
  })
})

describe('a link', () => {
  test.each([
    ['leads to a task', 'https://app.asana.com/0/1/2', '<a href="https://app.asana.com/0/1/2">A &amp; B</a>'],
    ['keeps its query', 'https://a.example/?a=1&b=2', '<a href="https://a.example/?a=1&amp;b=2">A &amp; B</a>'],
    [
      'cannot leave its attribute',
      'https://a.example/"><x y="',
      '<a href="https://a.example/%22%3E%3Cx%20y=%22">A &amp; B</a>',
    ],
    ['is words alone without an address', undefined, 'A &amp; B'],
    ['runs no script', 'javascript:alert(1)', 'A &amp; B'],
    ['is words alone for what is no address', 'https://', 'A &amp; B'],
    ['is words alone for an endless address', `https://a.example/${'x'.repeat(300)}`, 'A &amp; B'],
  ])('%s', (_, url, html) => {
    expect(link('A & B', url).html).toBe(html)
    expectRich(toBody(link('A & B', url)), 'post')
  })
})

test('a mention carries the gid and nothing else', () => {
  expect(mention({ gid: '12', name: 'Ana' }).html).toBe('<a data-asana-gid="12"/>')
  expect(mention({ gid: '1" href="javascript:', name: 'Ana' }).html).toBe('<a data-asana-gid="1hrefjavascript"/>')
})

test('markup put into markup stays markup', () => {
  const list = bullets([rich`<em>${'a'}</em>`, joinRich([rich`b`, rich`c`], '; ')])
  expect(toBody(rich`${1} ${undefined}${list}`, rich`end`)).toBe(
    '<body>1 <ul><li><em>a</em></li><li>b; c</li></ul>\nend</body>',
  )
})
