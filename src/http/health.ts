import { type RequestHandler, Router } from 'express'
import { within } from './within.ts'

/** What a part of the service says of itself, in plain words. */
export type CheckState = Readonly<{ ok: boolean; state: string }>

export type HealthDeps = Readonly<{
  /** What readiness depends on, by name: Redis, the Asana token, the queue. */
  checks: Readonly<Record<string, () => Promise<CheckState>>>
  metrics: Readonly<{ contentType: string; metrics(): Promise<string> }>
  /** How long a check may take; default 2000. */
  timeoutMs?: number
}>

/** GET /healthz, /readyz and /metrics: for those who watch the process. */
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
    const looks = Object.entries(checks).map(async ([name, check]) => [name, await look(check, timeoutMs)] as const)
    const states = await Promise.all(looks)
    const isReady = states.every(([, { ok }]) => ok)
    response.status(isReady ? 200 : 503).json({
      status: isReady ? 'ok' : 'unavailable',
      checks: Object.fromEntries(states.map(([name, { state }]) => [name, state])),
    })
  }
}

// Anybody may ask, so the error itself stays inside.
function look(check: () => Promise<CheckState>, timeoutMs: number): Promise<CheckState> {
  return within(timeoutMs, check).catch(() => ({ ok: false, state: 'does not answer' }))
}
