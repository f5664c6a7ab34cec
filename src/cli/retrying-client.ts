import { PortError } from '../flows/ports/index.ts'
import { retry } from './retry.ts'

type Operation = (...args: never[]) => Promise<unknown>

/**
 * The same verbs, waiting out Asana's limits. Reads are repeated after any passing trouble; a write that got no answer
 * may have been done, so it is repeated only when Asana said that it was not.
 */
export function withRetries<Port extends { [Name in keyof Port]: Operation }>(
  port: Port,
  say: (line: string) => void,
): Port {
  const retrying = Object.entries<Operation>(port).map(([name, operation]) => {
    const isRead = /^(read|count)/.test(name)
    const run = (...args: never[]) => retry(() => operation(...args).catch(isRead ? rethrow : asFinal), say)
    return [name, run]
  })
  return Object.fromEntries(retrying) as Port
}

/** A write whose fate is unknown. */
export class Unanswered extends Error {
  override name = 'Unanswered'
}

function rethrow(error: unknown): never {
  throw error
}

function asFinal(error: unknown): never {
  if (!(error instanceof PortError) || error.kind !== 'transient') throw error
  throw new Unanswered(`${error.message}. It may have been done. Run the command again: it goes on from what it finds.`)
}
