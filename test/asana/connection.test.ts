import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { GatewayOptions, RequestReport } from '../../src/asana/gateway.ts'
import { failureOf, gateway, recordingRateLimiter } from './nock-gateway.ts'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

/** A server of this machine in Asana's place. */
async function serve(answer: RequestListener, options: Partial<GatewayOptions> = {}) {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return gateway({ baseUrl: `http://127.0.0.1:${port}/api/1.0`, ...options })
}

const me: RequestListener = (_request, response) => {
  response.setHeader('content-type', 'application/json').end('{"data":{"gid":"9","name":"Bot"}}')
}

describe('a connection', () => {
  it('is kept and used again', async () => {
    const sockets = new Set<Socket>()
    const asana = await serve((request, response) => {
      sockets.add(request.socket)
      me(request, response)
    })
    for (let times = 0; times < 5; times++) await asana.readMe()
    expect(sockets.size).toBe(1)
  })

  it('that is cut under a read is replaced once, with a place of its own', async () => {
    let requests = 0
    const rateLimiter = recordingRateLimiter()
    const cutFirst: RequestListener = (request, response) => {
      requests += 1
      if (requests === 1) request.socket.resetAndDestroy()
      else me(request, response)
    }
    const asana = await serve(cutFirst, { rateLimiter })
    await expect(asana.readMe()).resolves.toMatchObject({ gid: '9' })
    expect(rateLimiter.log).toEqual(['take read', 'give back read', 'take read', 'give back read'])
  })

  it('that is cut twice fails the read', async () => {
    let requests = 0
    const asana = await serve((request) => {
      requests += 1
      request.socket.resetAndDestroy()
    })
    const error = await failureOf(asana.readMe())
    expect(error).toMatchObject({ kind: 'transient', message: 'readMe: connection cut' })
    expect(requests).toBe(2)
  })

  it('that is cut under a write fails it: it may have been done', async () => {
    let requests = 0
    const asana = await serve((request) => {
      requests += 1
      request.socket.resetAndDestroy()
    })
    const error = await failureOf(asana.createComment('12', '<body/>'))
    expect(error).toMatchObject({ kind: 'transient', message: 'createComment 12: connection cut' })
    expect(requests).toBe(1)
  })

  it('that is cut in the middle of an answer fails as well', async () => {
    const asana = await serve((request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' }).write('{"data":')
      setTimeout(() => request.socket.destroy(), 5)
    })
    await expect(asana.readMe()).rejects.toMatchObject({ name: 'PortError', kind: 'transient' })
  })

  it('without an answer in time fails and is not tried again', async () => {
    let requests = 0
    const asana = await serve(
      () => {
        requests += 1
      },
      { timeoutMs: 50 },
    )
    const error = await failureOf(asana.readMe())
    expect(error).toMatchObject({ kind: 'transient', message: 'readMe: no answer in time' })
    expect(requests).toBe(1)
  })

  it('nobody takes fails', async () => {
    const asana = await serve(me)
    await new Promise((resolve) => servers.pop()?.close(resolve))
    const error = await failureOf(asana.readMe())
    expect(error).toMatchObject({ kind: 'transient', message: 'readMe: connection refused' })
  })
})

describe('the metrics', () => {
  it('are told of every request that was sent', async () => {
    const reports: RequestReport[] = []
    let requests = 0
    const asana = await serve(
      (request, response) => {
        requests += 1
        if (requests === 1) me(request, response)
        else if (requests === 2) request.socket.resetAndDestroy()
        else response.writeHead(403, { 'content-type': 'application/json' }).end('{}')
      },
      { onRequest: (report) => reports.push(report) },
    )
    await asana.readMe()
    await failureOf(asana.readTaskContent('12'))
    await failureOf(asana.updateTaskDescription('12', '<body/>'))
    expect(reports).toEqual([
      { operation: 'readMe', kind: 'read', status: 200, ms: expect.any(Number) },
      { operation: 'readTaskContent', kind: 'read', errorKind: 'transient', ms: expect.any(Number) },
      { operation: 'readTaskContent', kind: 'read', status: 403, errorKind: 'forbidden', ms: expect.any(Number) },
      {
        operation: 'updateTaskDescription',
        kind: 'write',
        status: 403,
        errorKind: 'forbidden',
        ms: expect.any(Number),
      },
    ])
  })
})

describe('an answer that leads elsewhere', () => {
  it.each([301, 302, 303, 307, 308])('is not followed: %i', async (status) => {
    const asked: string[] = []
    const elsewhere = createServer((request) => void asked.push(request.url ?? ''))
    servers.push(elsewhere)
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
    const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`
    const asana = await serve((request, response) => {
      asked.push(request.method ?? '')
      response.writeHead(status, { location }).end()
    })
    await expect(asana.readMe()).rejects.toThrow('ASANA_BASE_URL')
    await expect(asana.createComment('1', '<body/>')).rejects.toThrow('not followed')
    expect(asked).toEqual(['GET', 'POST'])
  })
})
