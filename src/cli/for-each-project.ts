import { explain } from './describe-error.ts'
import { retry } from './retry.ts'
import type { Session } from './session.ts'

export type FailedItem = Readonly<{ gid: string; message: string }>

/** Does one thing after the other, with its place as progress; one that fails is told and the others go on. */
export async function forEach(
  { say }: Session,
  gids: readonly string[],
  work: (gid: string, place: string) => Promise<void>,
): Promise<FailedItem[]> {
  const missed: FailedItem[] = []
  for (const [index, gid] of gids.entries()) {
    const place = `[${index + 1}/${gids.length}]`
    try {
      await retry(() => work(gid, place), say)
    } catch (error) {
      missed.push({ gid, message: explain(error) })
      say(`${place} ${gid}: ${explain(error)}`)
    }
  }
  return missed
}
