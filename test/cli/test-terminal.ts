import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'

/** Keys as a terminal sends them. */
export const KEYS = { enter: '\r', space: ' ', up: '\u001b[A', down: '\u001b[B', ctrlC: '\u0003', ctrlD: '\u0004' }

export type TestTerminal = Readonly<{
  input: PassThrough
  output: PassThrough
  /** Everything written so far, without escape sequences. */
  screen(): string
  /** Waits until `question` is asked, and types. */
  type(question: string, keys: string): Promise<void>
  /** Types, and waits until the question is answered. */
  answer(question: string, keys: string): Promise<void>
}>

/** The two streams of a terminal, with a person who types only after the question is on the screen. */
export function openTestTerminal(): TestTerminal {
  const [input, output] = [new PassThrough(), new PassThrough()]
  // As process.stdout: the end of a question does not end it.
  output.end = () => output
  let raw = ''
  let answeredUpTo = 0
  output.on('data', (chunk) => {
    raw += String(chunk)
  })

  async function waitFor(...texts: readonly string[]): Promise<void> {
    const isShown = () => {
      const shown = stripVTControlCharacters(raw.slice(answeredUpTo))
      return texts.some((text) => shown.includes(text))
    }
    while (!isShown()) await once(output, 'data')
  }

  async function type(question: string, keys: string): Promise<void> {
    await waitFor(`? ${question}`)
    input.write(keys)
  }

  return {
    input,
    output,
    screen: () => stripVTControlCharacters(raw),
    type,
    async answer(question, keys) {
      await type(question, keys)
      await waitFor(`✔ ${question}`, `√ ${question}`)
      answeredUpTo = raw.length
    },
  }
}
