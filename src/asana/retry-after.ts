const DEFAULT_MS = 5_000
const JITTER_MS = 1_000

/**
 * The wait a 429 asks for, in milliseconds. Asana sends whole seconds, but not always: https://github.com/Asana/node-asana/issues/210.
 * The stand-in is jittered so that several processes do not come back together.
 */
export function retryAfterMs(header: unknown): number {
  const seconds = typeof header === 'string' && header.trim() !== '' ? Number(header) : Number.NaN
  if (Number.isFinite(seconds) && seconds > 0) return Math.ceil(seconds * 1000)
  return DEFAULT_MS + Math.floor(Math.random() * JITTER_MS)
}
