import { PortError, type PortErrorKind } from '../ports/index.ts'

/** Undefined for what is gone, closed to the token, or not in the plan. */
export async function skipIfInaccessible<T>(reading: Promise<T>): Promise<T | undefined> {
  return unless(['not-found', 'forbidden', 'payment-required'], reading)
}

/** 402 is an answer here: what the plan lacks is left out. */
export async function unlessNotInPlan<T>(reading: Promise<T>): Promise<T | undefined> {
  return unless(['payment-required'], reading)
}

async function unless<T>(failures: readonly PortErrorKind[], reading: Promise<T>): Promise<T | undefined> {
  return reading.catch((error: unknown) => {
    if (error instanceof PortError && failures.includes(error.kind)) return undefined
    throw error
  })
}
