import { printable } from './format.ts'
import { createPrompt, type Prompt } from './prompt.ts'

/** Where a command speaks, and whom it may ask. */
export type Terminal = Readonly<{
  /** Results, for people and pipes. */
  print: (line: string) => void
  /** Progress and troubles, beside the results. */
  say: (line: string) => void
  /** Undefined without a terminal. */
  prompt: Prompt | undefined
}>

/** The terminal of this process; a person can be asked when both ends are one. */
export function openTerminal(): Terminal & Disposable {
  const isAttended = process.stdin.isTTY === true && process.stdout.isTTY === true
  const prompt = isAttended ? createPrompt({ input: process.stdin, output: process.stdout }) : undefined
  return {
    print: (line) => void process.stdout.write(`${printable(line)}\n`),
    say: (line) => void process.stderr.write(`${printable(line)}\n`),
    prompt,
    [Symbol.dispose]: () => prompt?.[Symbol.dispose](),
  }
}
