import { describe, expect, it } from 'vitest'
import { toMarkedText } from '../../src/asana/rich-text.ts'

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
  ['a smaller heading', '<body>x<h2>Values</h2>y</body>', 'x\n# Values\ny'],
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
  ['cells of a table', '<table><tr><td>a</td><td>b</td></tr></table>', 'a\nb'],
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

describe('rich text becomes text with marks', () => {
  it.each(cases)('%s', (_what, html, text) => {
    expect(toMarkedText(html)).toBe(text)
  })
})
