import type { Terminal } from './terminal.ts'
import { UsageError } from './usage.ts'

/** Nothing is written without a yes. */
export async function consent({ prompt }: Terminal, { yes }: { yes: boolean }): Promise<void> {
  if (yes) return
  if (!prompt) throw new UsageError('Nothing was done. Run it again with --yes to do this.')
  if (!(await prompt.confirm('\nDo this?', true))) throw new UsageError('Nothing was done.')
}
