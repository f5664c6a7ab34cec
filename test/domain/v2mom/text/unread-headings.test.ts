import { describe, expect, it, test } from 'vitest'
import { findUnreadHeadings } from '../../../../src/domain/v2mom/text/unread-headings.ts'

describe('a heading that begins with a component word and is not read', () => {
  test.each([
    ['with a level', '# Values workshop\n- A', 'values', 'Values workshop'],
    ['in bold', '**Risk register**\nA', 'obstacles', 'Risk register'],
    ['with a colon', 'Measures we track:\n- A', 'measures', 'Measures we track:'],
    ['with a text behind it', '**Action Plan:** inbox, rota', 'methods', 'Action Plan'],
    ['bare, above a list', 'Vision and values\n- A', 'vision', 'Vision and values'],
    ['bare, between blank lines', 'Intro\n\nKPI overview\n\nA', 'measures', 'KPI overview'],
    ['in a table', '| Vision & values | A |\n| Owner | Ana |', 'vision', 'Vision & values'],
    ['numbered', '**1. Vision and values**\nA', 'vision', '1. Vision and values'],
  ])('is found %s', (_, text, component, heading) => {
    expect(findUnreadHeadings(text)).toEqual([expect.objectContaining({ component, text: heading })])
  })

  it('is found with the number of its line', () => {
    expect(findUnreadHeadings('Intro\n\n## Value chain\nA\n- item\n  Risk log: B')).toEqual([
      { component: 'values', text: 'Value chain', line: 2 },
      { component: 'obstacles', text: 'Risk log', line: 5 },
    ])
  })

  test.each([
    ['a heading that is read', '# Values\nA\nRisk: B\n**Measures:** C'],
    ['a word that decides nothing', '# Mission control\nA\nGoals: B'],
    ['a word of no component', '# Brand vision\nA\nTeam: B'],
    ['prose', 'Actions speak louder than words.\nMeasures are fun\n\nRisks are everywhere, they say.\n\nvalues matter'],
    ['a list item', '# Team\n- Value chain\n- **Risk log:** A'],
    ['a long line', '# Values are what we all hold dear'],
  ])('is not %s', (_, text) => {
    expect(findUnreadHeadings(text)).toEqual([])
  })
})
