import type { ApiClient } from 'asana'
import { z } from 'zod'
import { PortError, type PortErrorKind, type RateLimiter } from '../flows/ports/index.ts'
import { errorResponse, isConnectionReset, toPortError } from './errors.ts'

/** One request to Asana. */
export type RequestSpec<T> = Readonly<{
  kind: 'read' | 'write'
  /** The port's method, e.g. `readProject`. */
  operation: string
  /** The object it is about. */
  gid?: string
  /** Calls one of the SDK's `…WithHttpInfo` functions. Their options are built here: the SDK writes into them. */
  send: () => Promise<unknown>
  /** Parses the whole body of the response. */
  schema: z.ZodType<T>
  /** Parses error responses that are results here, by HTTP status, e.g. the 412 of the events endpoint. */
  errorSchemas?: Readonly<Record<number, z.ZodType<T>>>
}>

export type RequestReport = Readonly<{
  operation: string
  kind: 'read' | 'write'
  /** HTTP status; absent where no response came. */
  status?: number
  errorKind?: PortErrorKind
  /** From sending to the response; the wait in the rate limiter does not count. */
  ms: number
}>

export type Request = <T>(spec: RequestSpec<T>) => Promise<T>

/** What the methods of a resource are built from. */
export type Asana = Readonly<{ client: ApiClient; request: Request }>

/** Throws when the caller may not write any more, as LockUnavailableError after its lock was lost. */
export type WriteGuard = () => Promise<void>

/** What every request passes, in this order; all but the rate limiter are optional. */
export type RequestPipeline = Readonly<{
  /** Aborted: no request starts any more, and each call rejects with the signal's reason. */
  shutdown?: AbortSignal | undefined
  breaker?: Readonly<{ assertClosed(): void; onResponse(report: RequestReport): void }> | undefined
  rateLimiter: RateLimiter
  /** The guard of the present caller, if it has one. */
  writeGuard?: (() => WriteGuard | undefined) | undefined
  /** Called after every request that was sent, for the metrics. */
  onRequest?: ((report: RequestReport) => void) | undefined
}>

type Outcome = { status: number; body: unknown } | { error: PortError; isReset: boolean }

/** The one way to Asana: each call resolves to the domain's types or rejects with a PortError. */
export function createRequest(pipeline: RequestPipeline): Request {
  return async (spec) => {
    const first = await attempt(pipeline, spec)
    // Asana may close a kept connection while it is used again. Only reads can be repeated without risk.
    const isRepeatable = 'error' in first && first.isReset && spec.kind === 'read'
    const outcome = isRepeatable ? await attempt(pipeline, spec) : first
    if ('error' in outcome) throw outcome.error
    return parseBody(spec, outcome)
  }
}

/** Shutdown, circuit breaker, rate limit, lock, request, report. */
async function attempt(pipeline: RequestPipeline, spec: RequestSpec<unknown>): Promise<Outcome> {
  const { shutdown, breaker, rateLimiter, writeGuard, onRequest } = pipeline
  shutdown?.throwIfAborted()
  breaker?.assertClosed()
  const release = await rateLimiter.acquire(spec.kind)
  try {
    shutdown?.throwIfAborted()
    // The wait for a slot may take longer than the lease of a lock, so the guard comes right before the request.
    if (spec.kind === 'write') await writeGuard?.()?.()
    const startedAt = performance.now()
    const outcome = await send(spec)
    const report = toReport(spec, outcome, performance.now() - startedAt)
    breaker?.onResponse(report)
    onRequest?.(report)
    if ('error' in outcome && outcome.error.retryAfterMs !== undefined) {
      await rateLimiter.pauseFor(outcome.error.retryAfterMs)
    }
    return outcome
  } finally {
    await release()
  }
}

const SdkResponse = z.object({ data: z.unknown().optional(), response: z.object({ status: z.number() }) })

async function send(spec: RequestSpec<unknown>): Promise<Outcome> {
  try {
    const { data, response } = SdkResponse.parse(await spec.send())
    return { status: response.status, body: data }
  } catch (thrown) {
    const response = errorResponse(thrown)
    if (response && spec.errorSchemas?.[response.status]) return response
    return { error: toPortError(describe(spec), thrown), isReset: isConnectionReset(thrown) }
  }
}

function toReport({ operation, kind }: RequestSpec<unknown>, outcome: Outcome, ms: number): RequestReport {
  if ('status' in outcome) return { operation, kind, status: outcome.status, ms }
  const { status, kind: errorKind } = outcome.error
  return { operation, kind, ...(status === undefined ? {} : { status }), errorKind, ms }
}

/** Throws PortError `transient` for a body that does not fit; it names the members, never their values. */
function parseBody<T>(spec: RequestSpec<T>, { status, body }: { status: number; body: unknown }): T {
  const parsed = (spec.errorSchemas?.[status] ?? spec.schema).safeParse(body)
  if (parsed.success) return parsed.data
  const places = parsed.error.issues.map(({ path, code }) => `${path.join('.') || 'the answer'} (${code})`)
  const detail = `unexpected answer at ${[...new Set(places)].slice(0, 3).join(', ')}`
  throw new PortError('transient', describe(spec), detail)
}

function describe({ operation, gid }: RequestSpec<unknown>): string {
  return gid === undefined ? operation : `${operation} ${gid}`
}
