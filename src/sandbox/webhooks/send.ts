import { createHmac } from 'node:crypto'

export type Reply = Readonly<{ status: number; secret?: string | null; error?: string }>

/** How long Asana waits for an answer. */
const TIMEOUT_MS = 10_000

/** Hex HMAC-SHA256 of the bytes, as in `X-Hook-Signature`. */
export function sign(secret: string, body: string): string {
  return createHmac('sha256', secret).update(body).digest('hex')
}

/** Posts to a webhook's target; a failure to connect or answer in time is a reply of status 0. */
export async function post(target: string, headers: Record<string, string>, body: string): Promise<Reply> {
  try {
    const response = await fetch(target, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await response.arrayBuffer()
    return { status: response.status, secret: response.headers.get('x-hook-secret') }
  } catch (error) {
    return { status: 0, error: error instanceof Error ? error.message : String(error) }
  }
}

/** Whether a receiver has taken what was sent. */
export function isTaken({ status }: Reply): boolean {
  return status === 200 || status === 204
}
