import { PortError } from './index.ts'

/** What is read may vanish meanwhile: then `otherwise` stands for it. */
export async function ignoreNotFound<T, U>(reading: Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof PortError && error.kind === 'not-found') return otherwise
    throw error
  }
}
