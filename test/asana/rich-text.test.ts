import { describe, expect, it } from 'vitest'
import { toMarkdown } from '../../src/asana/rich-text.ts'

const cases: [what: string, html: string, text: string][] = [
  ['plain text stays as it is', '<body>One\nTwo</body>', 'One\nTwo'],
  ['a blank line stays', '<body>One\n\nTwo</body>', 'One\n\nTwo'],
  ['a bold line', '<body><strong>Vision</strong>\nBe first.</body>', '**Vision**\nBe first.'],
  ['bold in the middle', '<body>We <b>must</b> win</body>', 'We **must** win'],
  ['bold that takes the newline along', '<body><strong>Vision\n</strong>Be first.</body>', '**Vision**\nBe first.'],
  ['bold over two lines', '<body><strong>Vision\nValues</strong></body>', '**Vision**\n**Values**'],
  ['bold in two pieces', '<body><strong>Vis</strong><strong>ion</strong></body>', '**Vision**'],
  ['bold words with a gap', '<body><strong>Key</strong> <strong>results</strong></body>', '**Key results**'],
  ['bold with blanks inside', '<body><strong> Vision </strong>first</body>', '**Vision** first'],
  ['bold around nothing', '<body>a<strong> </strong>b</body>', 'a b'],
  ['bold within bold', '<body><strong>a<b>b</b>c</strong></body>', '**abc**'],
  ['a heading', '<body><h1>Vision</h1>Be first.</body>', '# Vision\nBe first.'],
  ['a smaller heading', '<body>x<h2>Values</h2>y<h3>z</h3></body>', 'x\n## Values\ny\n### z'],
  ['a bold heading', '<body><h1><strong>Vision</strong></h1></body>', '# Vision'],
  ['a bulleted list', '<body>Methods<ul><li>Fairs</li><li>Talks</li></ul>end</body>', 'Methods\n- Fairs\n- Talks\nend'],
  ['a numbered list', '<body><ol><li>Fairs</li><li>Talks</li></ol></body>', '1. Fairs\n2. Talks'],
  ['two numbered lists', '<body><ol><li>a</li></ol><ol><li>b</li></ol></body>', '1. a\n1. b'],
  [
    'a list in a list',
    '<body><ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul></body>',
    '- a\n  1. b\n  2. c\n- d',
  ],
  ['a list laid out in lines', '<body><ul>\n  <li>a</li>\n  <li>b</li>\n</ul>\nend</body>', '- a\n- b\n\nend'],
  ['an item of two lines', '<body><ul><li>a\nb</li></ul></body>', '- a b'],
  ['an item in a paragraph', '<body><ul><li><p>a</p></li></ul></body>', '- a'],
  ['an empty item', '<body><ul><li></li></ul>after</body>', 'after'],
  ['a bold item', '<body><ul><li><strong>a</strong>: b</li></ul></body>', '- **a**: b'],
  ['an item outside a list', '<body><li>a</li></body>', '- a'],
  ['br, p and div break lines', 'a<br>b<br/>c<p>d</p><div>e</div>f', 'a\nb\nc\nd\ne\nf'],
  ['cells of a table', 'x<table><tr><td>a</td><td>b</td></tr></table>y', 'x\n| a | b |\ny'],
  ['a table laid out in lines', '<table>\n <tr>\n  <td>a</td>\n  <td>b</td>\n </tr>\n</table>', '| a | b |'],
  [
    'a table with a head',
    '<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>',
    '| a | b |\n|---|---|\n| c | d |',
  ],
  ['bold in a cell', '<table><tr><td><strong>a</strong></td><td></td></tr></table>', '| **a** |  |'],
  [
    'lines, lists and pipes in a cell',
    '<table><tr><td>a\nb|c<ul><li>d</li><li>e</li></ul></td></tr></table>',
    '| a<br>b\\|c<br>- d<br>- e |',
  ],
  [
    'a table in a table',
    '<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table>d</td></tr></table>',
    '| a<br>b<br>c<br>d |',
  ],
  ['cells without a table', '<body><td>a</td><td>b</td></body>', 'a\nb'],
  ['a row without cells', '<table><tr></tr><tr><td>a</td></tr></table>', '| a |'],
  ['a rule', '<body>a<hr/>b</body>', 'a\n\n---\nb'],
  [
    'a quotation and preformatted text',
    '<body>a<blockquote>b\nc</blockquote><pre>d\n  e</pre>f</body>',
    'a\nb\nc\nd\n  e\nf',
  ],
  ['a letter in bold', '<body><strong>V</strong>ision</body>', '**V**ision'],
  ['entities', '<body>R&amp;D &lt;1&gt; &quot;x&quot; &#39;y&#39; &uuml;</body>', `R&D <1> "x" 'y' ü`],
  ['other tags keep their text', '<body><em>a</em><u>b</u><s>c</s><code>d</code><blink>e</blink></body>', 'abcde'],
  ['a link keeps its words', '<body>see <a href="https://x.test">the page</a>.</body>', 'see the page.'],
  ['a mention without words', '<body>by <a data-asana-gid="1"/><strong>now</strong></body>', 'by **now**'],
  ['tags left open', '<body><strong>Vision', '**Vision**'],
  ['a stray closing tag', '<body>a</strong>b</ul>c</body>', 'abc'],
  ['dollar signs in bold', '<body><strong>$& and $1</strong></body>', '**$& and $1**'],
  ['carriage returns', 'a\r\nb', 'a\nb'],
  ['nothing', '<body></body>', ''],
]

describe('rich text becomes markdown', () => {
  it.each(cases)('%s', (_what, html, text) => {
    expect(toMarkdown(html)).toBe(text)
  })

  it('whose lists are indented ten levels at most', () => {
    const [deepest = ''] = toMarkdown('<ul><li>a'.repeat(30)).split('\n').slice(-1)
    expect(deepest).toBe(`${'  '.repeat(10)}- a`)
  })
})
