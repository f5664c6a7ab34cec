import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterEach, describe, expect, it } from 'vitest'
import { type Served, serve } from '../support/http.ts'

const opened: Served[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

async function start(apiToken?: string, host?: string): Promise<Served> {
  const served = await serve({ apiToken }, {}, host)
  opened.push(served)
  return served
}

type Answer = { status: number; challenge: string | undefined; body: string }

// Not fetch, which does not let us choose the Host.
function get(port: number, path: string, headers: Record<string, string>, host = '127.0.0.1'): Promise<Answer> {
  return new Promise((done, fail) => {
    const call = request({ port, path, headers, host }, async (response) => {
      const chunks: Buffer[] = []
      for await (const chunk of response) chunks.push(chunk)
      const challenge = response.headers['www-authenticate']
      done({ status: response.statusCode ?? 0, challenge, body: Buffer.concat(chunks).toString() })
    })
    call.once('error', fail).end()
  })
}

const PROTECTED = [
  '/',
  '/board',
  '/board/api/queues',
  '/api/projects',
  '/api/projects/1',
  '/api/projects/1/records',
  '/api/portfolios/1',
]

describe('without API_TOKEN', () => {
  it.each([['localhost'], ['LocalHost:3000'], ['127.0.0.1'], ['127.1.2.3:3000'], ['[::1]:3000'], ['[::1]']])(
    'this machine may read, asking for Host %s',
    async (host) => {
      const { port } = await start()
      expect((await get(port, '/api/projects', { host })).status).toBe(200)
      expect((await get(port, '/', { host })).status).toBe(200)
    },
  )

  it.each([
    ['v2mom.example.com'],
    ['localhost.example.com'],
    ['127.0.0.1.example.com'],
    ['example.com:3000'],
    ['10.0.0.1'],
    ['127.0.0.1@example.com'],
  ])('refuses the Host "%s", which another site may have pointed here', async (host) => {
    const { port } = await start()
    const answer = await get(port, '/api/projects', { host })
    expect(answer.status).toBe(403)
    expect(answer.body).toContain('Set API_TOKEN')
  })

  it.each([
    ['X-Forwarded-For'],
    ['X-Forwarded-Host'],
    ['X-Forwarded-Proto'],
    ['Forwarded'],
    ['Via'],
    ['X-Real-IP'],
    ['CF-Connecting-IP'],
    ['True-Client-IP'],
    ['X-Client-IP'],
    ['X-Original-Forwarded-For'],
    ['X-Envoy-External-Address'],
    ['CDN-Loop'],
  ])('refuses a proxy that sets %s', async (name) => {
    const { port } = await start()
    const answer = await get(port, '/api/projects', { host: 'localhost', [name]: '127.0.0.1' })
    expect(answer.status).toBe(403)
    expect(JSON.parse(answer.body)).toEqual({
      errors: [{ message: expect.stringContaining('a proxy passed the request on') }],
    })
  })

  it('refuses HTTP/1.0, which some proxies speak by default', async () => {
    const { port } = await start()
    const socket = connect(port, '127.0.0.1').end('GET /api/projects HTTP/1.0\r\nHost: localhost\r\n\r\n')
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 403 /)
    socket.destroy()
  })

  it.each([
    ['HEAD', '/api/projects'],
    ['GET', '/API/projects'],
    ['GET', '/api/projects/'],
    ['GET', '/api/./projects'],
    ['GET', '/api/%70rojects'],
    ['GET', '//api/projects'],
    ['GET', '/api//projects'],
    ['GET', '/healthz/../api/projects'],
    ['GET', 'http://localhost/api/projects'],
    ['OPTIONS', '/api/projects'],
    ['GET', '/?x=1'],
    ['GET', '/#/healthz'],
    ['POST', '/api/projects'],
  ])('no spelling of an address gets round this: %s %s', async (method, path) => {
    const { port } = await start()
    const socket = connect(port, '127.0.0.1')
    socket.write(`${method} ${path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`)
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 (403|404|400) /)
    socket.destroy()
  })

  it('the first Host counts when there are two', async () => {
    const { port } = await start()
    const socket = connect(port, '127.0.0.1')
    socket.write('GET /api/projects HTTP/1.1\r\nHost: evil.example\r\nHost: localhost\r\nConnection: close\r\n\r\n')
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 (403|400) /)
    socket.destroy()
  })

  it('refuses a request without a Host', async () => {
    const { port } = await start()
    const socket = connect(port, '127.0.0.1').end('GET /api/projects HTTP/1.0\r\n\r\n')
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 403 /)
    socket.destroy()
  })

  const outside = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4')?.address
  it.skipIf(outside === undefined)('refuses another address', async () => {
    const { port } = await start(undefined, '0.0.0.0')
    const answer = await get(port, '/api/projects', { host: 'localhost' }, outside)
    expect(answer.status).toBe(403)
    expect(answer.body).toContain('the connection comes from elsewhere')
  })

  it.each(PROTECTED)('%s is protected', async (path) => {
    const { port } = await start()
    expect((await get(port, path, { host: 'example.com' })).status).toBe(403)
  })

  it.each(['/healthz', '/readyz', '/metrics'])('%s is open', async (path) => {
    const { port } = await start()
    expect((await get(port, path, { host: 'example.com', via: 'proxy' })).status).toBe(200)
  })

  it('a token opens nothing', async () => {
    const { port } = await start()
    expect((await get(port, '/', { host: 'example.com', authorization: 'Bearer undefined' })).status).toBe(403)
  })
})

describe('with API_TOKEN', () => {
  const basic = (credentials: string) => `Basic ${Buffer.from(credentials).toString('base64')}`

  it.each([
    ['as a bearer token', 'Bearer the-token'],
    ['whatever the case of the scheme', 'bearer the-token'],
    ['as the password a browser asks for', basic('any-user:the-token')],
  ])('its holder may read from anywhere: %s', async (_, authorization) => {
    const { port } = await start('the-token')
    for (const path of PROTECTED) {
      const headers = { host: 'v2mom.example.com', 'x-forwarded-for': '203.0.113.7', authorization }
      expect((await get(port, path, headers)).status).not.toBe(401)
    }
  })

  it.each([
    ['no token', {}],
    ['a wrong token', { authorization: 'Bearer another' }],
    ['a token that only begins right', { authorization: 'Bearer the-token-' }],
    ['a token that is cut short', { authorization: 'Bearer the-toke' }],
    ['an empty token', { authorization: 'Bearer ' }],
    ['another scheme', { authorization: 'Digest the-token' }],
    ['the token as the user name', { authorization: basic('the-token:') }],
    ['a wrong password', { authorization: basic('x:another') }],
  ])('401 with %s, even from this machine', async (_, headers) => {
    const { port } = await start('the-token')
    for (const path of PROTECTED) {
      const answer = await get(port, path, { host: 'localhost', ...headers })
      expect(answer.status).toBe(401)
      expect(answer.challenge).toContain('Bearer')
      expect(JSON.parse(answer.body)).toEqual({ errors: [{ message: expect.stringContaining('API token') }] })
    }
  })
})
