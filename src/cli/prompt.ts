import type { Named } from '../flows/ports/asana-admin.ts'
import { stripControlChars } from './format.ts'

/** Questions to the person at a terminal. Each throws {@link AbortedError} on Ctrl-C, Ctrl-D and the end of the input. */
export type Prompt = Readonly<{
  /** One line, without blanks at its ends. An empty answer is the default, or ''. */
  ask(question: string, byDefault?: string): Promise<string>
  /** What is typed is not shown. */
  askSecret(question: string): Promise<string>
  confirm(question: string, byDefault: boolean): Promise<boolean>
  /** The gid of one of a list, moved to with the arrow keys. */
  select(question: string, choices: readonly Named[]): Promise<string>
  /** Any number of a list, ticked with the space bar. `other` adds an entry that asks for what the list lacks. */
  selectMany(question: string, choices: readonly Named[], other: OtherChoice): Promise<string[]>
}>

export type OtherChoice = Readonly<{
  /** The last entry of the list. */
  label: string
  /** The question behind it; its answer is split at commas. */
  question: string
}>

/** The person has left before the command did anything. */
export class AbortedError extends Error {
  override name = 'AbortedError'
  constructor() {
    super('Ended before anything was done.')
  }
}

type Streams = Readonly<{ input: NodeJS.ReadableStream; output: NodeJS.WritableStream }>
type Inquirer = typeof import('@inquirer/prompts')
type Context = Streams & Readonly<{ signal: AbortSignal }>

const PAGE_SIZE = 12
const OTHER = 'other'

export function createPrompt(streams: Streams): Prompt {
  async function ask(message: string, byDefault?: string): Promise<string> {
    const answer = await run(streams, ({ input }, context) => input({ message, default: byDefault }, context))
    return answer.trim()
  }

  return {
    ask,
    async askSecret(message) {
      // Without `toggleMask: false` Ctrl-T would show what was typed.
      const options = { message, mask: false, toggleMask: false }
      return (await run(streams, ({ password }, context) => password(options, context))).trim()
    },
    confirm: (message, byDefault) =>
      run(streams, ({ confirm }, context) => confirm({ message, default: byDefault }, context)),
    select(message, choices) {
      const options = { message, choices: choices.map(toChoice), pageSize: PAGE_SIZE }
      return run(streams, ({ select }, context) => select(options, context))
    },
    async selectMany(message, choices, { label, question }) {
      const all = [...choices.map(toChoice), { value: OTHER, name: label }]
      const options = { message, choices: all, pageSize: PAGE_SIZE }
      const chosen = await run(streams, ({ checkbox }, context) => checkbox(options, context))
      const others = chosen.includes(OTHER) ? (await ask(question)).split(',') : []
      return [...chosen.filter((value) => value !== OTHER), ...others.map((one) => one.trim()).filter(Boolean)]
    },
  }
}

function toChoice({ gid, name }: Named): { value: string; name: string } {
  return { value: gid, name: `${stripControlChars(name)} (${gid})` }
}

/**
 * Asks one question. The library ends it at Ctrl-C; at Ctrl-D or the end of the input it would wait for ever, so that
 * aborts it here. It is loaded with the first question: most commands ask none.
 */
async function run<T>(streams: Streams, question: (prompts: Inquirer, context: Context) => Promise<T>): Promise<T> {
  const prompts = await import('@inquirer/prompts')
  const { input } = streams
  const left = new AbortController()
  const onEnd = () => left.abort()
  const onKeypress = (_text: string | undefined, key: { ctrl: boolean; name?: string }) => {
    if (key.ctrl && key.name === 'd') left.abort()
  }
  input.on('keypress', onKeypress).on('end', onEnd).on('close', onEnd)
  try {
    if (!input.readable) throw new AbortedError()
    return await question(prompts, { ...streams, signal: left.signal })
  } catch (error) {
    throw error instanceof Error && LEAVING.has(error.name) ? new AbortedError() : error
  } finally {
    input.off('keypress', onKeypress).off('end', onEnd).off('close', onEnd)
  }
}

/** The names of what the library throws at Ctrl-C and after an abort. */
const LEAVING = new Set(['ExitPromptError', 'AbortPromptError'])
