import { describe, expect, it } from 'vitest'
import { parseRich, type RichKind } from '../../src/sandbox/rich-text.ts'
import { createState } from '../../src/sandbox/state.ts'
import { addUser } from '../../src/sandbox/world/people.ts'
import { startWorld } from './client.ts'

const KINDS: RichKind[] = ['task', 'comment', 'status', 'project']
const state = createState()
const maya = addUser(state, { name: 'Maya <3' }).gid

function parse(inner: string, kind: RichKind = 'comment') {
  return parseRich(state, { html: `<body>${inner}</body>` }, kind)
}

describe('html that every object takes', () => {
  it.each([
    ['<strong>a</strong><em>b</em><u>c</u><s>d</s><code>e</code>', 'abcde'],
    ['Before<ul><li>one</li><li>two</li></ul>after', 'Before\none\ntwo\nafter'],
    ['<ol><li>one<ul><li>inner</li></ul></li></ol>', 'one\ninner'],
    ['<blockquote>said</blockquote><pre>code</pre>', 'said\ncode'],
    ['two\nlines', 'two\nlines'],
    ['<a href="https://example.com/?a=1&amp;b=2">a link</a>', 'a link'],
    ['1 &lt; 2 &amp; 3 &gt; 2 &quot;&apos; &#8364;', '1 < 2 & 3 > 2 "\' €'],
  ])('%s reads as text', (html, text) => {
    for (const kind of KINDS) expect(parse(html, kind).text).toBe(text)
  })

  it('is given back as it came', () => {
    const html = '<body><ul><li>1 &lt; 2 <a href="https://example.com/?a=1&amp;b=2">x</a></li></ul></body>'
    expect(parseRich(state, { html }, 'comment').html).toBe(html)
  })
})

describe('headings and rules', () => {
  it.each(['<h1>Title</h1>', '<h2>Title</h2>', 'a<hr/>b'])('%s stand in the notes of tasks only', (html) => {
    expect(parse(html, 'task').html).toBe(`<body>${html}</body>`)
    for (const kind of ['comment', 'status', 'project'] as const)
      expect(() => parse(html, kind)).toThrow(/XML is invalid/)
  })

  it.each(['<h1><ul><li>a</li></ul></h1>', '<h2>two\nlines</h2>'])('%j is too much for a heading', (html) => {
    expect(() => parse(html, 'task')).toThrow(/XML is invalid/)
  })
})

describe('html that is refused', () => {
  it.each([
    ['a<br/>b', 'a tag Asana does not know'],
    ['<p>a</p>', 'a tag Asana does not know'],
    ['<div>a</div>', 'a tag Asana does not know'],
    ['<h3>a</h3>', 'a tag Asana does not know'],
    ['<img data-asana-gid="1"/>', 'an image'],
    ['<STRONG>a</STRONG>', 'capital letters'],
    ['<strong>a', 'a tag that is not closed'],
    ['<strong><em>a</strong></em>', 'tags that overlap'],
    ['a & b', 'a bare ampersand'],
    ['a < b', 'a bare bracket'],
    ['a&nbsp;b', 'an entity XML does not know'],
    ['<strong class="x">a</strong>', 'an attribute on a tag that takes none'],
    ['<a href=x>a</a>', 'an attribute without quotes'],
    ['<a href="x" onclick="y">a</a>', 'an attribute links do not take'],
    ['<a>a</a>', 'a link to nowhere'],
    ['<a href="x">a<a href="y">b</a></a>', 'a link in a link'],
    ['<li>a</li>', 'an item without a list'],
    ['<ul><strong>a</strong></ul>', 'a list with something else'],
    ['<!-- a -->', 'a comment'],
  ])('%s, for %s', (html) => {
    for (const kind of KINDS) expect(() => parse(html, kind)).toThrow(/XML is invalid/)
  })

  it.each(['no root', '<p>wrong root</p>', '<body>a</body><body>b</body>', '<body>a</body>b', ''])(
    'must be one body: %j',
    (html) => {
      expect(() => parseRich(state, { html }, 'comment')).toThrow(/single root element/)
    },
  )
})

describe('a mention', () => {
  it('expands to a link with the name of the person', () => {
    expect(parse(`Hi <a data-asana-gid="${maya}"/>`)).toEqual({
      text: `Hi https://app.asana.com/0/profile/${maya}`,
      html:
        `<body>Hi <a href="https://app.asana.com/0/profile/${maya}" data-asana-gid="${maya}" ` +
        'data-asana-accessible="true" data-asana-type="user" data-asana-dynamic="true">@Maya &lt;3</a></body>',
    })
  })

  it('that was expanded is taken back unchanged', () => {
    const { html } = parse(`<a data-asana-gid="${maya}"/>`)
    expect(parseRich(state, { html }, 'comment').html).toBe(html)
  })

  it('keeps words of our own when it is not dynamic', () => {
    expect(parse(`<a data-asana-gid="${maya}" data-asana-dynamic="false">her</a>`).html).toContain('>her</a>')
  })

  it('of nobody is refused unless there is an address to fall back on', () => {
    expect(() => parse('<a data-asana-gid="99"/>')).toThrow(/99 is not an object you have access to/)
    expect(parse('<a data-asana-gid="99" href="https://x.org">x</a>').html).toContain('data-asana-accessible="false"')
  })
})

describe('over HTTP', () => {
  it('bad html is a 400 that names the property', async () => {
    await using at = await startWorld()
    const answer = await at.api.post('/tasks', { projects: [at.project], html_notes: '<body>a<br></body>' })
    expect([answer.status, answer.message]).toEqual([400, expect.stringMatching(/^html_notes: XML is invalid: /)])
  })

  it('text and html exclude each other', async () => {
    await using at = await startWorld()
    const both = { projects: [at.project], notes: 'a', html_notes: '<body>a</body>' }
    expect((await at.api.post('/tasks', both)).message).toBe('You may only provide one of notes or html_notes!')
  })

  it('plain text comes back as escaped html', async () => {
    await using at = await startWorld()
    const { data } = await at.api.post('/tasks?opt_fields=html_notes', { projects: [at.project], notes: '1 < 2 & 3' })
    expect(data.html_notes).toBe('<body>1 &lt; 2 &amp; 3</body>')
  })
})
