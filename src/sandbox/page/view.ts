import type { State, User } from '../state.ts'
import type { Feed } from './feed.ts'

/** What every part of the page needs to draw itself: the state, the person in front of it, and where they are. */
export type View = Readonly<{ state: State; you: User; feed: Feed; path: string }>
