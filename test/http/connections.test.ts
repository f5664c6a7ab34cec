import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { type Served, serve } from '../support/http.ts'

const opened: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close()
})

async function start(maxConnections: number): Promise<Served> {
  const served = await serve({}, { maxConnections })
  opened.push(served)
  return served
}

/** A connection that has sent so much; `isCut` once the server has hung up. */
async function call(port: number, text: string): Promise<{ socket: Socket; isCut: () => boolean }> {
  const socket = connect(port, '127.0.0.1')
  opened.push({ close: () => socket.destroy() })
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.write(text)
  if (text.endsWith('\r\n\r\n')) await once(socket, 'data')
  return { socket, isCut: () => socket.destroyed || socket.readyState !== 'open' }
}

const HALF = 'GET /healthz HTTP/1.1\r\nHost: x\r\n'
const WHOLE = `${HALF}\r\n`

async function callMany(port: number, count: number, text: string) {
  const calls = []
  for (let n = 0; n < count; n += 1) calls.push(await call(port, text))
  return calls
}

describe('when connections become scarce', () => {
  it('those that are idle go first, and a new one is served', async () => {
    const { port } = await start(4)
    const [idle, slow] = [await callMany(port, 3, WHOLE), await callMany(port, 1, HALF)]
    const fresh = await call(port, WHOLE)
    expect(fresh.isCut()).toBe(false)
    await expect.poll(() => idle.every(({ isCut }) => isCut())).toBe(true)
    expect(slow.some(({ isCut }) => isCut())).toBe(false)
  })

  it('the slowest sender goes next, however many there are', async () => {
    const { port } = await start(4)
    const slow = await callMany(port, 20, HALF)
    const fresh = await call(port, WHOLE)
    expect(fresh.isCut()).toBe(false)
    await expect.poll(() => slow.slice(0, 16).every(({ isCut }) => isCut())).toBe(true)
  })

  it('bodies that never end do not keep others out either', async () => {
    const { port } = await start(4)
    const body = 'POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n'
    await callMany(port, 20, `${body}x`)
    const fresh = await call(port, WHOLE)
    expect(fresh.isCut()).toBe(false)
  })

  it('closes no connection below the limit', async () => {
    const { port } = await start(4)
    const calls = [...(await callMany(port, 2, WHOLE)), ...(await callMany(port, 2, HALF))]
    expect(calls.some(({ isCut }) => isCut())).toBe(false)
  })
})
