import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { AppDeps } from '../../src/http/server.ts'
import { type Served, serve } from '../support/http.ts'

const opened: Served[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

async function start(wishes: Partial<AppDeps> = {}, limits = {}): Promise<Served> {
  const served = await serve(wishes, limits)
  opened.push(served)
  return served
}

async function exchange(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(text)
  const [answer] = await once(socket, 'data')
  socket.destroy()
  return String(answer)
}

describe('the app', () => {
  it.each([
    ['GET', '/nowhere'],
    ['POST', '/'],
    ['DELETE', '/api/projects'],
    ['GET', '/.env'],
  ])('answers %s %s with 404 as JSON', async (method, path) => {
    const response = await fetch((await start()).url + path, { method })
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({ errors: [{ message: `No matching route for ${method} ${path}.` }] })
  })

  it('answers a broken escape with 400', async () => {
    const response = await fetch(`${(await start()).url}/api/projects/%E0%A4%A`)
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({ errors: [{ message: 'The request cannot be understood.' }] })
  })

  it('answers an internal failure with 500, with the reason in the log alone', async () => {
    const { url, logged } = await start({ page: () => Promise.reject(new Error('the inner reason')) })
    const response = await fetch(`${url}/`)
    expect(response.status).toBe(500)
    expect(await response.text()).not.toMatch(/inner reason|\.ts/)
    expect(logged.lines).toMatchObject([
      { level: 'error', msg: 'Request failed', err: { message: 'the inner reason' } },
    ])
  })

  it('serves the page as HTML that may run nothing', async () => {
    const response = await fetch(`${(await start({ page: async () => '<!doctype html><p>Hi' })).url}/`)
    expect(response.headers.get('content-type')).toContain('text/html')
    expect(await response.text()).toBe('<!doctype html><p>Hi')
    const policy = response.headers.get('content-security-policy')
    expect(policy).toMatch(/default-src 'none'/)
    expect(policy).toMatch(/style-src 'sha256-[\w+/=]+'/)
    expect(policy).not.toMatch(/unsafe|script-src/)
  })

  it.each(['/', '/api/projects', '/nowhere'])(
    'sends protective headers with %s and does not say what it runs on',
    async (path) => {
      const { headers } = await fetch((await start()).url + path)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('x-frame-options')).toBe('SAMEORIGIN')
      expect(headers.has('x-powered-by')).toBe(false)
    },
  )

  it.each(['/', '/api/projects'])('forbids to keep a copy of %s', async (path) => {
    expect((await fetch((await start()).url + path)).headers.get('cache-control')).toBe('no-store')
  })
})

describe('the server', () => {
  it('refuses headers that are too large', async () => {
    const { port } = await start()
    const answer = await exchange(port, `GET / HTTP/1.1\r\nHost: localhost\r\nX-Large: ${'x'.repeat(17_000)}\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 431 /)
  })

  it('gives up on headers that come too slowly', async () => {
    const { port } = await start({}, { headersTimeoutMs: 100, requestTimeoutMs: 200 })
    expect(await exchange(port, 'GET / HTTP/1.1\r\nHost: loc')).toMatch(/^HTTP\/1\.1 408 /)
  })

  it.each([
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', 400],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['headers too large', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(17_000)}\r\n\r\n`, 431],
  ])('refuses %s, tells nothing of itself, and hangs up', async (_, text, status) => {
    const { port } = await start()
    const answer = await exchange(port, text)
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(answer).toMatch(/connection: close/i)
    expect(answer).not.toMatch(/node|express/i)
  })

  it('sends protective headers even with what Node refuses itself', async () => {
    const { port } = await start()
    expect(await exchange(port, 'hello\r\n\r\n')).toMatch(/X-Content-Type-Options: nosniff/)
  })
})
