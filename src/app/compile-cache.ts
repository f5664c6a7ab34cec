import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

/** Beside the code and as much its owner's, unlike a directory that every user of the machine may write to. */
export const COMPILE_CACHE = join(import.meta.dirname, '../../node_modules/.cache/compile')

/**
 * Lets Node keep what it made of the modules that are imported from now on: the next start takes a third of the time,
 * and does without the compiler of TypeScript in memory. Where nothing can be written, it does nothing.
 */
export function setUpCompileCache(): void {
  enableCompileCache(COMPILE_CACHE)
}
