import { Refusal } from '../errors.ts'
import type { Gid, State } from '../state.ts'
import { find } from './find.ts'

/** 402 in a free workspace, in the words Asana has for this feature. */
export function needPaid(state: State, workspaceGid: Gid, feature: string): void {
  if (find(state, 'workspace', workspaceGid).plan === 'paid') return
  throw new Refusal(402, `${feature} are not available for free users or guests.`)
}
