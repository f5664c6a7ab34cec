import { beforeEach, describe, expect, it } from 'vitest'
import { AbortedError, createPrompt, type Prompt } from '../../src/cli/prompt.ts'
import { KEYS, openTestTerminal, type TestTerminal } from './test-terminal.ts'

const CHOICES = [
  { gid: '11', name: 'Marketing' },
  { gid: '12', name: 'Sales\u001b[31m' },
]
const OTHER = { label: 'another one', question: 'Which gids?' }

let terminal: TestTerminal
let prompt: Prompt
beforeEach(() => {
  terminal = openTestTerminal()
  prompt = createPrompt(terminal)
})

describe('ask', () => {
  it('gives the answer without blanks, and the default for an empty one', async () => {
    const first = prompt.ask('Where?')
    await terminal.answer('Where?', ` Berlin ${KEYS.enter}`)
    expect(await first).toBe('Berlin')
    const second = prompt.ask('And then?', 'Paris')
    await terminal.answer('And then?', KEYS.enter)
    expect(await second).toBe('Paris')
    expect(terminal.screen()).toContain('And then? (Paris)')
  })

  it('lets the person correct what was typed', async () => {
    const asked = prompt.ask('Name?')
    await terminal.answer('Name?', `Anm\u007fn${KEYS.enter}`)
    expect(await asked).toBe('Ann')
  })
})

describe('askSecret', () => {
  it('never shows what is typed, not even on Ctrl-T', async () => {
    const secret = prompt.askSecret('Token?')
    await terminal.answer('Token?', `2/1199/very-\u0014secret${KEYS.enter}`)
    expect(await secret).toBe('2/1199/very-secret')
    const after = prompt.ask('City?')
    await terminal.answer('City?', `Rome${KEYS.enter}`)
    await after
    expect(terminal.screen()).toContain('Rome')
    expect(terminal.screen()).not.toMatch(/very-|secret/)
  })
})

describe('confirm', () => {
  it.each([
    ['y', false, true],
    ['YES', false, true],
    ['', true, true],
    ['', false, false],
    ['no', true, false],
  ])('takes %j, where the default is %j, for %j', async (typed, byDefault, expected) => {
    const asked = prompt.confirm('Sure?', byDefault)
    await terminal.answer('Sure?', typed + KEYS.enter)
    expect(await asked).toBe(expected)
  })

  it('asks again after anything else, whatever the default', async () => {
    const asked = prompt.confirm('Sure?', true)
    await terminal.type('Sure?', `what${KEYS.enter}`)
    await terminal.type('Sure? (Y/n) what', '\u007f'.repeat(4))
    await terminal.answer('Sure?', `n${KEYS.enter}`)
    expect(await asked).toBe(false)
  })
})

describe('select', () => {
  it('gives the choice under the cursor', async () => {
    const asked = prompt.select('Which?', CHOICES)
    await terminal.answer('Which?', KEYS.down + KEYS.enter)
    expect(await asked).toBe('12')
  })

  it('lists names with their gids, without control characters from Asana', async () => {
    const asked = prompt.select('Which?', CHOICES)
    await terminal.answer('Which?', KEYS.enter)
    await asked
    expect(terminal.screen()).toContain('Marketing (11)')
    expect(terminal.screen()).toContain('Sales [31m (12)')
  })
})

describe('selectMany', () => {
  it.each([
    ['nothing', KEYS.enter, []],
    ['the first', KEYS.space + KEYS.enter, ['11']],
    ['both, in the order of the list', KEYS.down + KEYS.space + KEYS.up + KEYS.space + KEYS.enter, ['11', '12']],
  ])('gives what is ticked: %s', async (_what, keys, expected) => {
    const asked = prompt.selectMany('Which?', CHOICES, OTHER)
    await terminal.answer('Which?', keys)
    expect(await asked).toEqual(expected)
  })

  it('asks for what the list lacks, and takes several', async () => {
    const asked = prompt.selectMany('Which?', CHOICES, OTHER)
    await terminal.answer('Which?', KEYS.space + KEYS.up + KEYS.space + KEYS.enter)
    await terminal.answer('Which gids?', `97, 98,,${KEYS.enter}`)
    expect(await asked).toEqual(['11', '97', '98'])
  })

  it('asks for others where the list is empty', async () => {
    const asked = prompt.selectMany('Which?', [], OTHER)
    await terminal.answer('Which?', KEYS.space + KEYS.enter)
    await terminal.answer('Which gids?', `97${KEYS.enter}`)
    expect(await asked).toEqual(['97'])
  })
})

describe('leaving', () => {
  it.each([
    ['Ctrl-C', KEYS.ctrlC],
    ['Ctrl-D', KEYS.ctrlD],
    ['Ctrl-C behind some text', `2/1199${KEYS.ctrlC}`],
  ])('ends a question at %s', async (_name, keys) => {
    const asked = prompt.askSecret('Token?')
    await Promise.all([expect(asked).rejects.toThrow(AbortedError), terminal.type('Token?', keys)])
  })

  it('ends a list at Ctrl-C', async () => {
    const asked = prompt.selectMany('Which?', CHOICES, OTHER)
    await Promise.all([expect(asked).rejects.toThrow(AbortedError), terminal.type('Which?', KEYS.ctrlC)])
  })

  it('ends the question, and every later one, when the input ends', async () => {
    const asked = prompt.ask('Still there?')
    const ended = expect(asked).rejects.toThrow(AbortedError)
    await terminal.type('Still there?', '')
    terminal.input.end()
    await ended
    await expect(prompt.ask('Really?')).rejects.toThrow(AbortedError)
  })

  it('shows the cursor again and leaves no listener behind', async () => {
    const chunks: string[] = []
    terminal.output.on('data', (chunk) => chunks.push(String(chunk)))
    const asked = prompt.select('Which?', CHOICES)
    await Promise.all([expect(asked).rejects.toThrow(AbortedError), terminal.type('Which?', KEYS.ctrlC)])
    await new Promise((resolve) => setImmediate(resolve))
    const text = chunks.join('')
    expect(text.lastIndexOf('\u001b[?25h')).toBeGreaterThan(text.lastIndexOf('\u001b[?25l'))
    expect(['end', 'close'].map((event) => terminal.input.listenerCount(event))).toEqual([0, 0])
  })
})
