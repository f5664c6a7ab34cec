import { describe, expect, it } from 'vitest'
import { changeEnvText } from '../../src/cli/env-file.ts'

describe('changing the text of a .env file', () => {
  it.each([
    ['', 'A=1\n'],
    ['B=2', 'B=2\nA=1\n'],
    ['B=2\n', 'B=2\nA=1\n'],
    ['A=0\nB=2\n', 'A=1\nB=2\n'],
    [' export A = 0 # old\nB=2\n', 'A=1\nB=2\n'],
    ['A=9\nA=0\n', 'A=9\nA=1\n'],
    ['#A=5\nB=2\n', '#A=5\nA=1\nB=2\n'],
    ['AA=5\n', 'AA=5\nA=1\n'],
    ['B="x\ny"\n', 'B="x\ny"\nA=1\n'],
  ])('turns %j into %j', (before, after) => {
    expect(changeEnvText(before, { A: '1' })).toBe(after)
  })

  it.each([
    ['2/11/token:ab', 'A=2/11/token:ab'],
    ['a b', "A='a b'"],
    ['x#y', "A='x#y'"],
    ["it's", 'A="it\'s"'],
    ['0 8 * * 1', "A='0 8 * * 1'"],
  ])('quotes %s as far as needed', (value, line) => {
    expect(changeEnvText('', { A: value })).toBe(`${line}\n`)
  })

  it.each([['a"b\'c`d'], ['B="\nA=0\n"\n']])('gives up rather than write what would be read otherwise: %j', (text) => {
    const change = () => (text.startsWith('B') ? changeEnvText(text, { A: '1' }) : changeEnvText('', { A: text }))
    expect(change).toThrow(/\.env/)
  })
})
