import { type RequestHandler, Router } from 'express'
import { withTimeout } from './errors.ts'

/** How a part of the service is, in a few words. */
export type CheckState = Readonly<{ ok: boolean; state: string }>

export type HealthDeps = Readonly<{
  /** What readiness depends on, by name: Redis, the Asana token, the queue. */
  checks: Readonly<Record<string, () => Promise<CheckState>>>
  metrics: Readonly<{ contentType: string; metrics(): Promise<string> }>
  /** For each check, in milliseconds; default 2000. */
  timeoutMs?: number
}>

/** GET /healthz (the process runs), /readyz (what it depends on answers) and /metrics (Prometheus text). */
export function createHealthRouter(deps: HealthDeps): Router {
  return Router()
    .get('/healthz', (_request, response) => void response.json({ status: 'ok' }))
    .get('/readyz', answerReady(deps))
    .get('/metrics', async (_request, response) => {
      const text = await deps.metrics.metrics()
      response.set('Content-Type', deps.metrics.contentType).send(text)
    })
}

function answerReady({ checks, timeoutMs = 2000 }: HealthDeps): RequestHandler {
  return async (_request, response) => {
    const states = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await runCheck(check, timeoutMs)] as const),
    )
    const isReady = states.every(([, { ok }]) => ok)
    response.status(isReady ? 200 : 503).json({
      status: isReady ? 'ok' : 'unavailable',
      checks: Object.fromEntries(states.map(([name, { state }]) => [name, state])),
    })
  }
}

// This answer is public, so the error is left out.
function runCheck(check: () => Promise<CheckState>, timeoutMs: number): Promise<CheckState> {
  return withTimeout(timeoutMs, check).catch(() => ({ ok: false, state: 'does not answer' }))
}
