import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { ChildOptions } from './child.ts'
import type { Held } from './lock-monitor.ts'

const ENTRY = join(import.meta.dirname, 'child.ts')

/** One process of the service. */
export type Running = Readonly<{
  isAlive(): boolean
  /** Every write it has told of. */
  steps: readonly string[]
  /** Every lock it has held and given back. */
  held: readonly Held[]
  output(): string
  setClock(shiftMs: number): void
  /** Resolves with the exit code, or the signal that killed it. */
  exited: Promise<number | string>
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>
  /** SIGTERM; resolves with the exit code. */
  end(): Promise<number | string>
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void
}>

/** Starts a process of the service; what it prints is kept. */
export function startProcess(
  env: Readonly<Record<string, string>>,
  options: ChildOptions,
  args: readonly string[] = [],
): Running {
  const child = fork(ENTRY, args, {
    env: { PATH: process.env['PATH'], ...env, CHILD_OPTIONS: JSON.stringify(options) },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const printed: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => printed.push(part))
  const steps: string[] = []
  const held: Held[] = []
  child.on('message', (message: { step?: string; held?: Held }) => {
    if (message.step) steps.push(message.step)
    if (message.held) held.push(message.held)
  })
  child.on('error', () => {}) // a message to a process that has just died
  const exited = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string)
  const isAlive = () => child.exitCode === null && child.signalCode === null
  return {
    ...{ isAlive, steps, held, exited, output: () => Buffer.concat(printed).toString('utf8') },
    setClock: (shiftMs) => void (isAlive() && child.connected && child.send({ shiftMs }, () => {})),
    async kill() {
      send(child, 'SIGKILL')
      await exited
    },
    end() {
      send(child, 'SIGTERM')
      return exited
    },
    signal: (signal) => send(child, signal),
  }
}

function send(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal)
}
