import { NAME_LIMIT, type TextLimit } from '../strings/truncate.ts'

/** How much of each part of a portfolio's weekly update is shown. */
export type PortfolioRoom = Readonly<{
  attention: number
  movers: number
  missing: number
  paused: number
  name: TextLimit
  sentence: TextLimit
}>

const SENTENCE: TextLimit = { chars: 200, words: 35 }
const SHORT_SENTENCE: TextLimit = { chars: 120, words: 20 }
const SHORT_NAME: TextLimit = { chars: 40, words: 7 }

/** From generous to tight: the project that needs attention most stays to the end. */
export const PORTFOLIO_ROOMS: readonly [PortfolioRoom, ...PortfolioRoom[]] = [
  { attention: 6, movers: 3, missing: 6, paused: 6, name: NAME_LIMIT, sentence: SENTENCE },
  { attention: 5, movers: 2, missing: 4, paused: 4, name: NAME_LIMIT, sentence: SENTENCE },
  { attention: 4, movers: 2, missing: 3, paused: 3, name: NAME_LIMIT, sentence: SENTENCE },
  { attention: 3, movers: 2, missing: 3, paused: 3, name: NAME_LIMIT, sentence: SHORT_SENTENCE },
  { attention: 3, movers: 1, missing: 2, paused: 2, name: SHORT_NAME, sentence: SHORT_SENTENCE },
  { attention: 2, movers: 1, missing: 1, paused: 1, name: SHORT_NAME, sentence: SHORT_SENTENCE },
  { attention: 1, movers: 1, missing: 1, paused: 1, name: { chars: 24, words: 4 }, sentence: SHORT_SENTENCE },
]
