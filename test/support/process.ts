import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

export type RunningProcess = AsyncDisposable &
  Readonly<{
    /** Everything it has said, on stdout and stderr. */
    said(): string
    /** Its exit code, once it has ended. */
    ended: Promise<number | null>
    kill(signal: NodeJS.Signals): void
  }>

/** A script of the service as a process of its own, with nothing in its environment but what is given. */
export function runScript(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd?: string,
): RunningProcess {
  const path = { PATH: process.env['PATH'] ?? '' }
  const options = { env: { ...path, ...env }, stdio: 'pipe', ...(cwd ? { cwd } : {}) } as const
  const child: ChildProcess = spawn(process.execPath, args, options)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += String(chunk)))
  const ended = once(child, 'close').then(([code]: (number | null)[]) => code ?? null)
  return {
    said: () => said,
    ended,
    kill: (signal) => void child.kill(signal),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
