import type { StatusType } from '../state.ts'

/** How Asana names and colours the kinds of status update. */
export const STATUS_WORDS: Readonly<Record<StatusType, Readonly<{ word: string; color: string }>>> = {
  on_track: { word: 'On track', color: 'green' },
  at_risk: { word: 'At risk', color: 'yellow' },
  off_track: { word: 'Off track', color: 'red' },
  on_hold: { word: 'On hold', color: 'blue' },
  complete: { word: 'Complete', color: 'green' },
  dropped: { word: 'Dropped', color: '' },
}
