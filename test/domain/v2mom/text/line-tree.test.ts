import { describe, expect, it } from 'vitest'
import type { LineNode } from '../../../../src/domain/v2mom/text/line.ts'
import { parseLineTree } from '../../../../src/domain/v2mom/text/line-tree.ts'

/** A node as one line: its number, kind and text, with what stands below it indented. */
function show(nodes: readonly LineNode[], depth = 0): string[] {
  return nodes.flatMap((node) => {
    const head = `${'  '.repeat(depth)}${node.line} ${node.kind}`
    if (node.kind === 'rule') return [head]
    if (node.kind === 'table')
      return [head, ...node.rows.map((row) => `${row.line}${row.isHead ? ' head' : ''}: ${row.cells.join(' / ')}`)]
    const level = node.kind === 'text' ? node.level : node.ordinal
    return [`${head}${level === undefined ? '' : ` ${level}`}: ${node.text}`, ...show(node.children, depth + 1)]
  })
}

describe('a text becomes a tree of lines', () => {
  it('of headings, prose, lists, tables and rules, each with the number of its line', () => {
    const text = [
      ...['# Plan ##', 'Prose', '', '- one', '  - one a', '    more of it', '- two', '3) three', 'Title', '====='],
      ...['| A | B |', '|---|---|', '| 1 | 2 |', '', '---', '###### Last', '> quoted', '```', 'code', '```'],
    ]
    expect(show(parseLineTree(text.join('\n')))).toEqual([
      ...['0 text 1: Plan', '1 text: Prose', '3 item: one', '  4 item: one a', '    5 text: more of it', '6 item: two'],
      ...[
        '7 item 3: three',
        '8 text 1: Title',
        '10 table',
        '10 head: A / B',
        '12: 1 / 2',
        '14 rule',
        '15 text 6: Last',
      ],
      ...['16 text: quoted', '18 text: code'],
    ])
  })

  it('of the same lines, whatever ends them', () => {
    const lines = ['# A', '- b', '  c', '', 'd']
    for (const end of ['\r\n', '\r', '\u2028', '\u2029', '\u0085', '\v', '\f']) {
      expect(parseLineTree(lines.join(end))).toEqual(parseLineTree(lines.join('\n')))
    }
  })

  it('in which a single blank is a slip, and a tab four', () => {
    expect(show(parseLineTree('- a\n - b\n\t- c\n   - d'))).toEqual([
      '0 item: a',
      '1 item: b',
      '  2 item: c',
      '  3 item: d',
    ])
  })

  it('that knows the blank lines around each line', () => {
    const flags = parseLineTree('a\n\nb\nc').map(({ isAfterBlank, isBeforeBlank }) => [isAfterBlank, isBeforeBlank])
    expect(flags).toEqual([
      [true, true],
      [true, false],
      [false, true],
    ])
  })

  it('that tells which letters at the start are bold', () => {
    const bold = (text: string) => parseLineTree(text).map((node) => ('boldTo' in node ? [node.text, node.boldTo] : []))
    expect(bold('**Vision** A')).toEqual([['Vision A', 6]])
    expect(bold('🎯 **Vision:** A')).toEqual([['🎯 Vision: A', 10]])
    expect(bold('__Vision__')).toEqual([['Vision', 6]])
    expect(bold('A **bold** word')).toEqual([['A bold word', 0]])
    expect(bold('**open')).toEqual([['open', 0]])
    expect(bold('snake__case__name')).toEqual([['snake__case__name', 0]])
  })

  it('that is shallow, however deep its lines are indented', () => {
    const lines = Array.from({ length: 400 }, (_, depth) => `${' '.repeat(2 * depth)}- a`)
    let depth = 0
    for (let nodes = parseLineTree(lines.join('\n')); nodes.length > 0; depth += 1) {
      const [first] = nodes
      nodes = first && 'children' in first ? [...first.children] : []
    }
    expect(depth).toBeLessThanOrEqual(21)
  })
})
