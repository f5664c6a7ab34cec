import { PortError, type PortErrorKind } from '../ports/index.ts'

/** Undefined after a 404, 403 or 402. */
export async function skipIfInaccessible<T>(reading: Promise<T>): Promise<T | undefined> {
  return unless(['not-found', 'forbidden', 'payment-required'], reading)
}

/** Undefined after a 402. */
export async function unlessNotInPlan<T>(reading: Promise<T>): Promise<T | undefined> {
  return unless(['payment-required'], reading)
}

async function unless<T>(failures: readonly PortErrorKind[], reading: Promise<T>): Promise<T | undefined> {
  return reading.catch((error: unknown) => {
    if (error instanceof PortError && failures.includes(error.kind)) return undefined
    throw error
  })
}
