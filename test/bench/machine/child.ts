import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { COMPILE_CACHE } from '../../../src/app/compile-cache.ts'
import type { Answer, Call, Remote } from './rpc.ts'

export type Child<F extends object> = AsyncDisposable & Readonly<{ call: Remote<F> }>

/** No call of a benchmark takes longer. */
const TIMEOUT_MS = 15 * 60_000

/** Starts a file of `processes/` as a process of its own, with Node's own options, and waits until it serves. */
export async function startChild<F extends object>(
  name: string,
  options: object,
  execArgv: string[] = [],
): Promise<Child<F>> {
  const file = new URL(`../processes/${name}.ts`, import.meta.url)
  const env = { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: COMPILE_CACHE }
  // What this process was started with (a test runner's loaders, say) is not for the child.
  const child = fork(file, [JSON.stringify(options)], { execArgv, env })
  const link = createLink(child)
  await link.ready
  return { call: link.call as Remote<F>, [Symbol.asyncDispose]: () => end(child) }
}

type Waiting = { resolve: (value: unknown) => void; reject: (error: Error) => void }

function createLink(child: ChildProcess) {
  const waiting = new Map<number, Waiting>()
  let last = 0
  const expect = (id: number) => new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }))
  child.on('message', ({ id, value, error }: Answer) => {
    const { resolve, reject } = waiting.get(id) ?? {}
    waiting.delete(id)
    if (error === undefined) resolve?.(value)
    else reject?.(new Error(error))
  })
  child.once('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`A process of the benchmark ended with ${code}`))
    waiting.clear()
  })
  const ask = (name: string, args: readonly unknown[]) => {
    last += 1
    const answer = expect(last)
    child.send({ id: last, name, args } satisfies Call)
    return within(name, answer)
  }
  const call = new Proxy(
    {},
    {
      get:
        (_, name) =>
        (...args: unknown[]) =>
          ask(String(name), args),
    },
  )
  return { ready: within('its start', expect(0)), call }
}

async function within(what: string, answer: Promise<unknown>): Promise<unknown> {
  const stop = new AbortController()
  const late = sleep(TIMEOUT_MS, undefined, { signal: stop.signal }).then(() => {
    throw new Error(`A process of the benchmark took too long for ${what}`)
  })
  return Promise.race([answer, late]).finally(() => {
    stop.abort()
    late.catch(() => {})
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  if (child.connected) child.disconnect()
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000)
  await ended
  clearTimeout(timer)
}
