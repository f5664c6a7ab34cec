import nock from 'nock'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { createAsanaGateway, type GatewayOptions } from '../../src/asana/gateway.ts'
import { type AsanaPort, PortError, type RateLimiter } from '../../src/flows/ports/index.ts'
import { createUnlimitedRateLimiter } from '../../src/store/rate-limiter.ts'

export const ORIGIN = 'https://asana.test'
export const API = '/api/1.0'
export const TOKEN = '2/1199/very-secret-0123456789abcdef'

/** The gateway to the Asana of the test. */
export function gateway(options: Partial<GatewayOptions> = {}): AsanaPort {
  return createAsanaGateway({
    baseUrl: ORIGIN + API,
    token: TOKEN,
    rateLimiter: createUnlimitedRateLimiter(),
    ...options,
  })
}

/** Asana misbehaving: only what the test has announced is answered, and all of it must be asked for. */
export function asana(): nock.Scope {
  return nock(ORIGIN + API)
}

/** Announces one answer with these data, whatever is asked for. */
export function announce(path: string, data: unknown, beside: object = {}): void {
  asana()
    .get(path)
    .query(true)
    .reply(200, { data, ...beside })
}

/** For the top of a test file: no network, and no announced answer left over. */
export function withoutNetwork(): void {
  beforeAll(() => nock.disableNetConnect())
  afterEach(() => {
    const left = nock.pendingMocks()
    nock.cleanAll()
    expect(left).toEqual([])
  })
  afterAll(() => {
    nock.enableNetConnect()
    nock.restore()
  })
}

/** A budget that writes down what is asked of it. */
export function recordingRateLimiter(): RateLimiter & { readonly log: string[] } {
  const log: string[] = []
  return {
    log,
    async acquire(kind) {
      log.push(`take ${kind}`)
      return async () => {
        log.push(`give back ${kind}`)
      }
    },
    async pauseFor(ms) {
      log.push(`block ${ms}`)
    },
  }
}

/** The PortError something fails with; anything else fails the test. */
export async function failureOf(work: Promise<unknown>): Promise<PortError> {
  const error = await work.then(
    () => new Error('it did not fail'),
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof PortError)) throw error
  return error
}
