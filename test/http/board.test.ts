import { Queue } from 'bullmq'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBoardRouter } from '../../src/http/board.ts'
import { type Served, serve } from '../support/http.ts'
import { startRedis, type TestRedis } from '../support/redis.ts'

let redis: TestRedis
let queue: Queue
let served: Served

beforeAll(async () => {
  redis = await startRedis()
  queue = new Queue('asana-v2mom', { connection: redis.client(), prefix: '{v2mom}' })
  await queue.add('sync-project', { projectGid: '1201' }, { delay: 3_600_000 })
  served = await serve({ board: createBoardRouter(queue) })
})
afterAll(async () => {
  await served.close()
  await queue.close()
  await redis.close()
})

const ask = (path: string, init: RequestInit = {}) => fetch(`${served.url}${path}`, init)

describe('GET /board', () => {
  it('is the page of the board, whose every address of its own leads somewhere', async () => {
    const page = await (await ask('/board')).text()
    expect(page).toContain('<base href="/board/" />')
    const own = [...page.matchAll(/(?:src|href)="(static\/[^"]+)"/g)].map(([, path]) => path)
    expect(own.length).toBeGreaterThan(3)
    for (const path of own) expect((await ask(`/board/${path}`)).status).toBe(200)
  })

  it('lets the page load and run nothing from anywhere else', async () => {
    const { headers } = await ask('/board')
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none';script-src 'self';style-src 'self' 'unsafe-inline';img-src 'self' data:;" +
        "connect-src 'self';base-uri 'self';form-action 'none';frame-ancestors 'none'",
    )
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-powered-by')).toBeNull()
  })

  it('shows the queue with its jobs', async () => {
    const path = '/board/api/queues?activeQueue=asana-v2mom&status=delayed'
    const { queues } = (await (await ask(path)).json()) as { queues: [Record<string, unknown>] }
    expect(queues[0]).toMatchObject({ name: 'asana-v2mom', readOnlyMode: true, counts: { delayed: 1 } })
    expect(queues[0]['jobs']).toEqual([expect.objectContaining({ name: 'sync-project', data: { projectGid: '1201' } })])
  })
})

describe('anything but looking', () => {
  it.each([
    ['PUT', '/board/api/queues/asana-v2mom/pause'],
    ['PUT', '/board/api/queues/pause'],
    ['PUT', '/board/api/queues/asana-v2mom/empty'],
    ['PUT', '/board/api/queues/asana-v2mom/promote'],
    ['PUT', '/board/api/queues/asana-v2mom/obliterate'],
    ['POST', '/board/api/queues/asana-v2mom/add'],
    ['DELETE', '/board/api/queues/asana-v2mom'],
    ['PATCH', '/board/api/queues/asana-v2mom/1/update-data'],
  ])('is refused: %s %s', async (method, path) => {
    const response = await ask(path, { method })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, HEAD')
    expect(await queue.isPaused()).toBe(false)
    expect(await queue.getJobCounts('delayed', 'waiting')).toEqual({ delayed: 1, waiting: 0 })
  })
})
