import { invalid, Refusal } from './errors.ts'
import type { Change, Gid, State } from './state.ts'

export type Feed = Readonly<{ changes: readonly Change[]; sync: string; hasMore: boolean }>
export type Feeds = Readonly<{ read(resource: Gid, sync: string | undefined): Feed }>

const MOST_AT_ONCE = 100
const KEPT_MS = 24 * 3_600_000
const MOST_KEPT = 50_000

/** The events endpoint's memory: a day of changes, read on from a token. */
export function createFeeds(state: State): Feeds {
  const log: Change[] = []
  let dropped = 0
  state.listeners.add((change) => {
    log.push(change)
    if (log.length > MOST_KEPT) dropped += log.splice(0, MOST_KEPT / 10).length
  })
  return {
    read(resource, sync) {
      checkResource(state, resource)
      const at = readToken(resource, sync)
      const isExpired = at === undefined || at.position < dropped || at.issued < state.now().getTime() - KEPT_MS
      if (isExpired) throw needSync(writeToken(resource, dropped + log.length, state.now()))
      return readOn(log, resource, at.position, dropped, state.now())
    },
  }
}

function readOn(log: readonly Change[], resource: Gid, from: number, dropped: number, now: Date): Feed {
  const changes: Change[] = []
  let position = from
  for (; position - dropped < log.length; position += 1) {
    const change = log[position - dropped]
    if (!change?.scopes.has(resource)) continue
    if (changes.length === MOST_AT_ONCE) return { changes, sync: writeToken(resource, position, now), hasMore: true }
    changes.push(change)
  }
  return { changes, sync: writeToken(resource, position, now), hasMore: false }
}

function checkResource(state: State, gid: Gid): void {
  const { task, project, portfolio } = state.tables
  if (task.has(gid) || project.has(gid)) return
  if (portfolio.has(gid)) throw invalid('resource: Events of portfolios cannot be read')
  throw new Refusal(404, `resource: Unknown object: ${gid}`)
}

function needSync(sync: string): Refusal {
  return new Refusal(
    412,
    'Sync token invalid or too old. If you are attempting to keep resources in sync, you must fetch the full dataset for this query now and use the new sync token for the next sync.',
    { body: { sync } },
  )
}

function writeToken(resource: Gid, position: number, now: Date): string {
  return Buffer.from(`${resource}:${position}:${now.getTime()}`).toString('base64url')
}

function readToken(resource: Gid, sync = ''): { position: number; issued: number } | undefined {
  const parts = /^(\d+):(\d+):(\d+)$/.exec(Buffer.from(sync, 'base64url').toString())
  return parts?.[1] === resource ? { position: Number(parts[2]), issued: Number(parts[3]) } : undefined
}
