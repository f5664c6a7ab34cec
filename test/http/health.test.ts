import { Counter, Registry } from 'prom-client'
import { afterEach, describe, expect, it } from 'vitest'
import type { HealthDeps } from '../../src/http/health.ts'
import { type Served, serve } from '../support/http.ts'

const opened: Served[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

async function start(health: Partial<HealthDeps> = {}): Promise<string> {
  const served = await serve({ health: { checks: {}, metrics: new Registry(), ...health } })
  opened.push(served)
  return served.url
}

const fine = (state: string) => async () => ({ ok: true, state })

describe('GET /healthz', () => {
  it('says that the process lives, whatever it depends on', async () => {
    const url = await start({ checks: { redis: async () => ({ ok: false, state: 'down' }) } })
    const response = await fetch(`${url}/healthz`)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ status: 'ok' })
  })
})

describe('GET /readyz', () => {
  it('answers 200 with the state of each check when all are fine', async () => {
    const url = await start({
      checks: { redis: fine('answers'), asana: fine('token of Bot'), queue: fine('3 waiting') },
    })
    const response = await fetch(`${url}/readyz`)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({
      status: 'ok',
      checks: { redis: 'answers', asana: 'token of Bot', queue: '3 waiting' },
    })
  })

  it.each([
    ['is not fine', async () => ({ ok: false, state: 'the token was revoked' }), 'the token was revoked'],
    ['fails', () => Promise.reject(new Error('at 10.0.0.7 with Bearer hush')), 'does not answer'],
    ['hangs', () => new Promise<never>(() => {}), 'does not answer'],
  ])('answers 503 when a check %s, and still tells the others', async (_, asana, state) => {
    const url = await start({ checks: { redis: fine('answers'), asana }, timeoutMs: 30 })
    const response = await fetch(`${url}/readyz`)
    expect(response.status).toBe(503)
    expect(await response.json()).toEqual({ status: 'unavailable', checks: { redis: 'answers', asana: state } })
  })
})

describe('GET /metrics', () => {
  it('is Prometheus text', async () => {
    const metrics = new Registry()
    new Counter({
      name: 'webhooks_total',
      help: 'Webhooks by outcome',
      labelNames: ['outcome'],
      registers: [metrics],
    }).inc({ outcome: 'delivery' }, 3)
    const response = await fetch(`${await start({ metrics })}/metrics`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain('text/plain')
    expect(await response.text()).toContain('webhooks_total{outcome="delivery"} 3')
  })
})
