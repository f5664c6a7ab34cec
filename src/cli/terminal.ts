import { UsageError } from './errors.ts'
import { sanitizeForTerminal } from './format.ts'
import { createPrompt, type Prompt } from './prompt.ts'

/** The two streams of a command. Each call writes one line. */
export type Output = Readonly<{
  /** Results, for people and pipes. */
  stdout: (line: string) => void
  /** Progress and problems, apart from the results. */
  stderr: (line: string) => void
}>

export type Terminal = Output &
  Readonly<{
    /** Undefined unless stdin and stdout are both a terminal: then the options decide alone. */
    prompt: Prompt | undefined
  }>

export function createOutput(): Output {
  return {
    stdout: (line) => void process.stdout.write(`${sanitizeForTerminal(line)}\n`),
    stderr: (line) => void process.stderr.write(`${sanitizeForTerminal(line)}\n`),
  }
}

export function openTerminal(): Terminal {
  const { stdin, stdout } = process
  const isInteractive = stdin.isTTY === true && stdout.isTTY === true
  const prompt = isInteractive ? createPrompt({ input: stdin, output: stdout }) : undefined
  return { ...createOutput(), prompt }
}

/** Throws UsageError unless `--yes` was given or the person at the terminal answers yes. */
export async function requireConfirmation({ prompt, stdout }: Terminal, { yes }: { yes: boolean }): Promise<void> {
  if (yes) return
  if (!prompt) throw new UsageError('Nothing was done. Run it again with --yes to do this.')
  stdout('')
  if (!(await prompt.confirm('Do this?', true))) throw new UsageError('Nothing was done.')
}
