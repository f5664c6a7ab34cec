import type { ApiClient } from 'asana'
import { z } from 'zod'
import type { PortError, PortErrorKind, RateLimiter } from '../flows/ports/index.ts'
import { errorResponse, isCutConnection, toPortError } from './errors.ts'
import { parseAnswer } from './parse.ts'

/** One request to Asana as its caller sees it. */
export type RequestSpec<T> = Readonly<{
  kind: 'read' | 'write'
  /** The port's verb, e.g. `readProject`. */
  operation: string
  /** The object it is about. */
  gid?: string
  /** Calls one of the SDK's `…WithHttpInfo` functions. Their options are built here: the SDK writes into them. */
  send: () => Promise<unknown>
  /** What the whole answer looks like, and what becomes of it. */
  schema: z.ZodType<T>
  /** Answers that Asana gives as an error though they are none to us, by status. */
  errorSchemas?: Readonly<Record<number, z.ZodType<T>>>
}>

export type RequestReport = Readonly<{
  operation: string
  kind: 'read' | 'write'
  status?: number
  errorKind?: PortErrorKind
  /** From sending to the answer; waiting for a place does not count. */
  ms: number
}>

export type Request = <T>(asked: RequestSpec<T>) => Promise<T>

/** What the verbs of a resource are made of. */
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
  /** Told of every request that was sent, for the metrics. */
  onRequest?: ((report: RequestReport) => void) | undefined
}>

type Outcome = { status: number; body: unknown } | { error: PortError; isCut: boolean }

/** The one way to Asana: each call returns the domain's nouns or throws a PortError. */
export function createRequest(pipeline: RequestPipeline): Request {
  return async (spec) => {
    const first = await attempt(pipeline, spec)
    // Asana may close a kept connection while it is used again. Only reads may simply be sent again.
    const isRepeatable = 'error' in first && first.isCut && spec.kind === 'read'
    const outcome = isRepeatable ? await attempt(pipeline, spec) : first
    if ('error' in outcome) throw outcome.error
    return parseAnswer(describeRequest(spec), spec.errorSchemas?.[outcome.status] ?? spec.schema, outcome.body)
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
    const outcome = await outcomeOf(spec)
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

async function outcomeOf(asked: RequestSpec<unknown>): Promise<Outcome> {
  try {
    const { data, response } = SdkAnswer.parse(await asked.send())
    return { status: response.status, body: data }
  } catch (thrown) {
    const refused = errorResponse(thrown)
    if (refused && asked.errorSchemas?.[refused.status]) return refused
    return { error: toPortError(describeRequest(asked), thrown), isCut: isCutConnection(thrown) }
  }
}

const SdkAnswer = z.object({ data: z.unknown().optional(), response: z.object({ status: z.number() }) })

function toReport({ operation, kind }: RequestSpec<unknown>, outcome: Outcome, ms: number): RequestReport {
  if ('status' in outcome) return { operation: operation, kind, status: outcome.status, ms }
  const { status, kind: errorKind } = outcome.error
  return { operation: operation, kind, ...(status === undefined ? {} : { status }), errorKind, ms }
}

function describeRequest({ operation, gid }: RequestSpec<unknown>): string {
  return gid === undefined ? operation : `${operation} ${gid}`
}
