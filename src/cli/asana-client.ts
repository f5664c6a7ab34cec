import { createAsanaGateway, createWorkspaceGateway } from '../asana/gateway.ts'
import type { WorkspacePort } from '../flows/ports/asana-admin.ts'
import { type AsanaPort, PortError } from '../flows/ports/index.ts'
import { createUnlimitedRateLimiter } from '../store/rate-limiter.ts'
import { retry } from './retry.ts'

export type AsanaAdminClient = AsanaPort & WorkspacePort

/** Asana for setup and doctor, which must work without Redis. They send one request after the other, so no limiter is shared. */
export function createAdminClient({ token, baseUrl }: { token: string; baseUrl: string }): AsanaAdminClient {
  const options = { token, baseUrl, rateLimiter: createUnlimitedRateLimiter() }
  return { ...createAsanaGateway(options), ...createWorkspaceGateway(options) }
}

type Method = (...args: never[]) => Promise<unknown>

/**
 * The same methods, with retries. A read is repeated after every transient failure. A write without an answer may have
 * taken effect, so it is repeated only after a rate limit, and throws {@link UnansweredWriteError} otherwise.
 */
export function withRetries<Port extends { [Name in keyof Port]: Method }>(
  port: Port,
  onProgress: (line: string) => void,
): Port {
  const methods = Object.entries<Method>(port).map(([name, method]) => {
    const isRead = /^(read|count)/.test(name)
    const run = (...args: never[]) => retry(() => (isRead ? method(...args) : writeOnce(method(...args))), onProgress)
    return [name, run]
  })
  return Object.fromEntries(methods) as Port
}

/** A write of which it is unknown whether it took effect. */
export class UnansweredWriteError extends Error {
  override name = 'UnansweredWriteError'
}

async function writeOnce<T>(writing: Promise<T>): Promise<T> {
  try {
    return await writing
  } catch (error) {
    if (!(error instanceof PortError) || error.kind !== 'transient') throw error
    const next = 'It may have been done. Run the command again: it goes on from what it finds.'
    throw new UnansweredWriteError(`${error.message}. ${next}`)
  }
}
