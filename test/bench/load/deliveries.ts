import { sign } from '../../../src/http/webhooks/signature.ts'

/** Where a delivery goes: the path of a webhook of ours and the secret it was given. */
export type Target = Readonly<{ path: string; secret: string }>

/** So many different deliveries are made ready beforehand, so that the client only sends. */
const KINDS = 100

/** Whole requests, signed: each tells of `events` changed numbers, as Asana does; the targets take turns. */
export function createDeliveries(port: number, targets: readonly Target[], events: number): Buffer[] {
  return Array.from({ length: KINDS }, (_, n) => {
    const target = targets[n % targets.length] ?? { path: '/', secret: '' }
    return toRequest(port, target, Buffer.from(JSON.stringify({ events: toEvents(events, n) })))
  })
}

function toRequest(port: number, { path, secret }: Target, body: Buffer): Buffer {
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Content-Type: application/json; charset=utf-8',
    `X-Hook-Signature: ${sign(secret, body)}`,
    `Content-Length: ${body.length}`,
  ]
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body])
}

function toEvents(count: number, salt: number): object[] {
  return Array.from({ length: count }, (_, n) => ({
    user: { gid: '1200000000000002', resource_type: 'user' },
    created_at: '2026-11-16T05:00:00.000Z',
    type: 'task',
    action: 'changed',
    resource: {
      gid: String(1_200_000_000_100_000 + salt * 1000 + n),
      resource_type: 'task',
      resource_subtype: 'default_task',
    },
    parent: null,
    change: {
      field: 'custom_fields',
      action: 'changed',
      new_value: { gid: '1200000000000009', resource_type: 'custom_field', resource_subtype: 'number' },
    },
  }))
}
