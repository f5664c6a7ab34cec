import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import type { Named } from '../flows/ports/asana-admin.ts'
import { plain } from './format.ts'

/** Questions to a person. Every one of them throws {@link Aborted} when the person leaves. */
export type Prompt = Disposable &
  Readonly<{
    /** An empty answer is the default. */
    ask(question: string, byDefault?: string): Promise<string>
    /** What is typed is not shown. */
    askSecret(question: string): Promise<string>
    confirm(question: string, byDefault: boolean): Promise<boolean>
    /** Numbers of the list, names or gids, separated by commas; none for an empty answer. */
    choose(question: string, choices: readonly Named[]): Promise<string[]>
  }>

/** The person has ended the conversation (Ctrl-C, or the end of the input). */
export class Aborted extends Error {
  override name = 'Aborted'
  constructor() {
    super('Ended before anything was done.')
  }
}

export type PromptStreams = Readonly<{
  input: NodeJS.ReadableStream & { isTTY?: boolean }
  output: NodeJS.WritableStream
  /** Whether the input is a terminal; default: it says so itself. */
  isTerminal?: boolean
}>

/** A conversation over two streams, line by line. */
export function createPrompt({ input, output, isTerminal = input.isTTY === true }: PromptStreams): Prompt {
  const { stream, mute } = createMutable(output)
  const reader = createInterface({ input, output: stream, terminal: isTerminal, historySize: 0 })
  const next = createLineQueue(reader)

  async function question(text: string): Promise<string> {
    // The reader draws its last line anew while a person edits it, so that line must be known to it.
    const at = text.lastIndexOf('\n') + 1
    output.write(text.slice(0, at))
    return (await next(text.slice(at))).trim()
  }

  async function ask(text: string, byDefault?: string): Promise<string> {
    const answer = await question(`${text}${byDefault ? ` [${byDefault}]` : ''} `)
    return answer || (byDefault ?? '')
  }

  return {
    ask,
    async askSecret(text) {
      output.write(`${text} `)
      mute(true)
      const answer = await question('').finally(() => mute(false))
      output.write('\n')
      return answer
    },
    async confirm(text, byDefault) {
      const answer = await question(`${text} ${byDefault ? '[Y/n]' : '[y/N]'} `)
      return answer === '' ? byDefault : /^y(es)?$/i.test(answer)
    },
    async choose(text, choices) {
      for (const [index, { name, gid }] of choices.entries()) {
        output.write(`  ${String(index + 1).padStart(3)}  ${plain(name)} (${gid})\n`)
      }
      const answer = await ask(text)
      return splitAnswer(answer).map((one) => choices[Number(one) - 1]?.gid ?? one)
    },
    [Symbol.dispose]: () => reader.close(),
  }
}

function splitAnswer(answer: string): string[] {
  return answer
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
}

/** Lines may come faster than questions: none is lost. */
function createLineQueue(reader: ReturnType<typeof createInterface>): (prompt: string) => Promise<string> {
  const lines: string[] = []
  let isClosed = false
  let wake = () => {}
  reader.on('line', (line) => {
    lines.push(line)
    wake()
  })
  reader.on('close', () => {
    isClosed = true
    wake()
  })
  return async (prompt) => {
    if (!isClosed) {
      reader.setPrompt(prompt)
      reader.prompt()
    }
    for (;;) {
      const line = lines.shift()
      if (line !== undefined) return line
      if (isClosed) throw new Aborted()
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
}

/** In a terminal it is the reader that shows what is typed. */
function createMutable(output: NodeJS.WritableStream): { stream: Writable; mute: (isMuted: boolean) => void } {
  let isMuted = false
  const stream = new Writable({
    write(chunk, _encoding, done) {
      if (!isMuted) output.write(chunk)
      done()
    },
  })
  return {
    stream,
    mute(wanted) {
      isMuted = wanted
    },
  }
}
