import type { Write } from '../../domain/plan/write.ts'

/** What a write is remembered under until it has gone well. */
export function writeKey(write: Write): string {
  return 'taskGid' in write ? `${write.kind} ${write.taskGid}` : write.kind
}
