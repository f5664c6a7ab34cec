import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Aborted, createPrompt, type Prompt } from '../../src/cli/prompt.ts'

type Desk = Readonly<{ prompt: Prompt; type(text: string): void; leave(): void; screen(): string }>

/** A person at a terminal, or at a pipe. */
function openDesk({ isTerminal = false } = {}): Desk {
  const input = new PassThrough()
  const output = new PassThrough()
  const seen: string[] = []
  output.on('data', (chunk) => seen.push(String(chunk)))
  const prompt = createPrompt({ input, output, isTerminal })
  return { prompt, type: (text) => void input.write(text), leave: () => void input.end(), screen: () => seen.join('') }
}

const CHOICES = [
  { gid: '11', name: 'Marketing' },
  { gid: '12', name: 'Sales\u001b[31m' },
]

let desk: Desk
beforeEach(() => {
  desk = openDesk()
})
afterEach(() => desk.prompt[Symbol.dispose]())

describe('asking a person', () => {
  it('takes an answer, and the default for an empty one', async () => {
    desk.type('Berlin\n\n')
    expect(await desk.prompt.ask('Where?')).toBe('Berlin')
    expect(await desk.prompt.ask('Where?', 'Paris')).toBe('Paris')
    expect(desk.screen()).toContain('Where? [Paris]')
  })

  it('loses no line that comes before its question', async () => {
    desk.type('one\ntwo\nthree\n')
    const answers = [await desk.prompt.ask('1'), await desk.prompt.ask('2'), await desk.prompt.ask('3')]
    expect(answers).toEqual(['one', 'two', 'three'])
  })

  it.each([
    ['y', false, true],
    ['YES', false, true],
    ['', true, true],
    ['', false, false],
    ['no', true, false],
    ['what', true, false],
  ])('takes %j, where the default is %j, for %j', async (typed, byDefault, expected) => {
    desk.type(`${typed}\n`)
    expect(await desk.prompt.confirm('Sure?', byDefault)).toBe(expected)
  })

  it.each([
    ['1', ['11']],
    ['2, 1', ['12', '11']],
    ['1200000000000099', ['1200000000000099']],
    ['Sales', ['Sales']],
    ['', []],
  ])('takes %j as a choice of %j', async (typed, expected) => {
    desk.type(`${typed}\n`)
    expect(await desk.prompt.choose('Which?', CHOICES)).toEqual(expected)
  })

  it('lists the choices without the control characters of others', async () => {
    desk.type('1\n')
    await desk.prompt.choose('Which?', CHOICES)
    expect(desk.screen()).toContain('2  Sales [31m (12)')
  })

  it('ends when the person leaves', async () => {
    const asked = desk.prompt.ask('Still there?')
    desk.leave()
    await expect(asked).rejects.toThrow(Aborted)
    await expect(desk.prompt.ask('Really?')).rejects.toThrow(Aborted)
  })
})

describe('asking at a terminal', () => {
  beforeEach(() => {
    desk.prompt[Symbol.dispose]()
    desk = openDesk({ isTerminal: true })
  })

  it('shows what is typed, but never a secret', async () => {
    const name = desk.prompt.ask('Name?')
    desk.type('Ann\r')
    expect(await name).toBe('Ann')
    const secret = desk.prompt.askSecret('Token?')
    desk.type('2/1199/very-secret\r')
    expect(await secret).toBe('2/1199/very-secret')
    const after = desk.prompt.ask('City?')
    desk.type('Rome\r')
    await after
    expect(desk.screen()).toContain('Ann')
    expect(desk.screen()).toContain('Rome')
    expect(desk.screen()).not.toContain('very-secret')
  })

  it('lets the person correct what was typed, below the same question', async () => {
    const asked = desk.prompt.ask('First line\nName?')
    desk.type('Anm\u007fn')
    desk.type('\u0001x\u007f\r')
    expect(await asked).toBe('Ann')
    // Drawn anew for each correction in the middle of the line.
    expect(desk.screen().match(/Name\?/g)?.length).toBeGreaterThan(1)
    expect(desk.screen().match(/First line/g)).toHaveLength(1)
  })

  it('ends at Ctrl-C', async () => {
    const asked = desk.prompt.askSecret('Token?')
    desk.type('\u0003')
    await expect(asked).rejects.toThrow(Aborted)
  })
})
