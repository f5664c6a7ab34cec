import { explain } from './describe-error.ts'
import { patiently } from './retry.ts'
import type { Session } from './session.ts'

export type Missed = Readonly<{ gid: string; message: string }>

/** Does one thing after the other, with its place as progress; one that fails is told and the others go on. */
export async function forEach(
  { say }: Session,
  gids: readonly string[],
  work: (gid: string, place: string) => Promise<void>,
): Promise<Missed[]> {
  const missed: Missed[] = []
  for (const [index, gid] of gids.entries()) {
    const place = `[${index + 1}/${gids.length}]`
    try {
      await patiently(() => work(gid, place), say)
    } catch (error) {
      missed.push({ gid, message: explain(error) })
      say(`${place} ${gid}: ${explain(error)}`)
    }
  }
  return missed
}
