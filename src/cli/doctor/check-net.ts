import type { ProbeResult } from '../../flows/doctor/check-public-url.ts'

const TIMEOUT_MS = 10_000

/** Sends a delivery with a token that cannot exist: this service answers it with a code of its own. */
export async function probePublicUrl(publicUrl: string): Promise<ProbeResult> {
  try {
    const response = await fetch(`${publicUrl}/webhooks/asana/doctor`, {
      method: 'POST',
      body: '{}',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const text = await response.text()
    return { status: response.status, isOurs: response.status === 404 && /"code":\s*"unknown-token"/.test(text) }
  } catch (error) {
    return { reason: toReason(error) }
  }
}

/** Milliseconds by which this machine's clock is ahead of Asana's, by the Date header; undefined without an answer. */
export async function measureClockSkew(baseUrl: string): Promise<number | undefined> {
  const startedAt = Date.now()
  const response = await fetch(`${baseUrl}/workspaces`, { signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(
    () => undefined,
  )
  const asanaTime = Date.parse(response?.headers.get('date') ?? '')
  if (Number.isNaN(asanaTime)) return undefined
  // The header is cut to whole seconds, and was written between request and answer.
  return (startedAt + Date.now()) / 2 - (asanaTime + 500)
}

/** The reason inside the error that fetch throws. */
function toReason(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return `no answer within ${TIMEOUT_MS / 1000} s`
  const cause = error instanceof Error ? error.cause : undefined
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined
  return (code && REASONS[code]) ?? code ?? (error instanceof Error ? error.message : String(error))
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'the connection was cut',
  ENOTFOUND: 'its name is not known',
  CERT_HAS_EXPIRED: 'its certificate has expired',
}
