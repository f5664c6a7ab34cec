import type { ApiClient } from 'asana'
import { z } from 'zod'
import type { PortError, PortErrorKind, RateLimiter } from '../flows/ports/index.ts'
import { errorResponse, isCutConnection, toPortError } from './errors.ts'
import { parseAnswer } from './parse.ts'

/** One request to Asana as its caller sees it. */
export type RequestSpec<T> = Readonly<{
  kind: 'read' | 'write'
  /** The port's verb, e.g. `readProject`. */
  verb: string
  /** The object it is about. */
  gid?: string
  /** Calls one of the SDK's `…WithHttpInfo` functions. Their options are built here: the SDK writes into them. */
  send: () => Promise<unknown>
  /** What the whole answer looks like, and what becomes of it. */
  answer: z.ZodType<T>
  /** Answers that Asana gives as an error though they are none to us, by status. */
  otherwise?: Readonly<Record<number, z.ZodType<T>>>
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

type RequestContext = Readonly<{ rateLimiter: RateLimiter; onRequest?: ((report: RequestReport) => void) | undefined }>
type Outcome = { status: number; body: unknown } | { error: PortError; isCut: boolean }

/** The one way to Asana: every request takes its place in the budget and leaves as our nouns or as a PortError. */
export function createRequest(world: RequestContext): Request {
  return async (asked) => {
    const first = await attempt(world, asked)
    // The other side may close a kept connection just as we use it. Only reads may simply be sent again.
    const isRepeatable = 'error' in first && first.isCut && asked.kind === 'read'
    const outcome = isRepeatable ? await attempt(world, asked) : first
    if ('error' in outcome) throw outcome.error
    return parseAnswer(operationOf(asked), asked.otherwise?.[outcome.status] ?? asked.answer, outcome.body)
  }
}

async function attempt(world: RequestContext, asked: RequestSpec<unknown>): Promise<Outcome> {
  const release = await world.rateLimiter.acquire(asked.kind)
  try {
    const startedAt = performance.now()
    const outcome = await outcomeOf(asked)
    world.onRequest?.(toReport(asked, outcome, performance.now() - startedAt))
    if ('error' in outcome) await pauseOnRetryAfter(world.rateLimiter, outcome.error)
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
    if (refused && asked.otherwise?.[refused.status]) return refused
    return { error: toPortError(operationOf(asked), thrown), isCut: isCutConnection(thrown) }
  }
}

const SdkAnswer = z.object({ data: z.unknown().optional(), response: z.object({ status: z.number() }) })

async function pauseOnRetryAfter(rateLimiter: RateLimiter, error: PortError): Promise<void> {
  if (error.retryAfterMs !== undefined) await rateLimiter.pauseFor(error.retryAfterMs)
}

function toReport({ verb, kind }: RequestSpec<unknown>, outcome: Outcome, ms: number): RequestReport {
  if ('status' in outcome) return { operation: verb, kind, status: outcome.status, ms }
  const { status, kind: errorKind } = outcome.error
  return { operation: verb, kind, ...(status === undefined ? {} : { status }), errorKind, ms }
}

function operationOf({ verb, gid }: RequestSpec<unknown>): string {
  return gid === undefined ? verb : `${verb} ${gid}`
}
