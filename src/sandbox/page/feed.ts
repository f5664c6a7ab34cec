import type { Change, Gid, State } from '../state.ts'
import { describeChange } from './change-words.ts'
import { isProgram } from './read.ts'

/** One edit: "V2MOM Assistant | set Attainment to 62% on | Visitors per month". */
export type Entry = {
  readonly at: Date
  readonly who: string
  readonly isService: boolean
  /** What was done, as pieces; several at the same moment to the same thing stand in one entry. */
  actions: string[]
  readonly about: Gid
  readonly name: string
}

export type Feed = Readonly<{
  /** Newest first. */
  entries: readonly Entry[]
  close(): void
}>

const KEPT_ENTRIES = 120
const SAME_MOMENT_MS = 3_000

/** Writes down in plain words all edits from now on, and tells `onChange` after each change. */
export function createFeed(state: State, onChange: (entry: Entry | undefined) => void = () => {}): Feed {
  const entries: Entry[] = []
  const listen = (change: Change) => onChange(note(state, entries, change))
  state.listeners.add(listen)
  return { entries, close: () => void state.listeners.delete(listen) }
}

function note(state: State, entries: Entry[], change: Change): Entry | undefined {
  const told = describeChange(state, change)
  if (told === undefined) return undefined
  const who = state.tables.user.get(change.user ?? '')?.name ?? 'Asana'
  const [newest] = entries
  if (newest && newest.who === who && newest.about === told.about && +change.at - +newest.at < SAME_MOMENT_MS) {
    if (!newest.actions.includes(told.phrase)) newest.actions.push(told.phrase)
    return newest
  }
  const entry = {
    at: change.at,
    who,
    isService: isProgram(state, change.user),
    actions: [told.phrase],
    about: told.about,
    name: told.name,
  }
  entries.unshift(entry)
  entries.length = Math.min(entries.length, KEPT_ENTRIES)
  return entry
}
