import { NAME_LIMIT, type TextLimit } from '../strings/truncate.ts'

/** How much of each part of a weekly update is shown. */
export type WeeklyRoom = Readonly<{
  measures: number
  tasks: number
  obstacles: number
  missing: number
  name: TextLimit
  sentence: TextLimit
}>

const SENTENCE: TextLimit = { chars: 200, words: 35 }
const SHORT_SENTENCE: TextLimit = { chars: 120, words: 20 }

const SHORT_NAME: TextLimit = { chars: 40, words: 6 }

/** From generous to tight: long lists give way first, then long names; measures last, and the worst one never. */
export const WEEKLY_ROOMS: readonly [WeeklyRoom, ...WeeklyRoom[]] = [
  { measures: 10, tasks: 5, obstacles: 5, missing: 5, name: NAME_LIMIT, sentence: SENTENCE },
  { measures: 7, tasks: 4, obstacles: 4, missing: 4, name: NAME_LIMIT, sentence: SENTENCE },
  { measures: 7, tasks: 3, obstacles: 3, missing: 3, name: NAME_LIMIT, sentence: SENTENCE },
  { measures: 7, tasks: 2, obstacles: 2, missing: 3, name: NAME_LIMIT, sentence: SENTENCE },
  { measures: 7, tasks: 2, obstacles: 2, missing: 2, name: SHORT_NAME, sentence: SENTENCE },
  { measures: 6, tasks: 1, obstacles: 1, missing: 2, name: SHORT_NAME, sentence: SENTENCE },
  { measures: 5, tasks: 1, obstacles: 1, missing: 1, name: SHORT_NAME, sentence: SENTENCE },
  { measures: 4, tasks: 1, obstacles: 1, missing: 1, name: SHORT_NAME, sentence: SHORT_SENTENCE },
  { measures: 3, tasks: 1, obstacles: 1, missing: 1, name: SHORT_NAME, sentence: SHORT_SENTENCE },
  { measures: 1, tasks: 1, obstacles: 1, missing: 1, name: { chars: 24, words: 4 }, sentence: SHORT_SENTENCE },
]
