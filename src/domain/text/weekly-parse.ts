import type { StatusUpdate } from '../model.ts'
import { weekOfSignature } from './signature.ts'
import type { PreviousUpdate } from './weekly-facts.ts'

/** Reads an earlier weekly update of ours back, so that the change since then survives the loss of our memory. */
export function parseWeeklyUpdate(status: StatusUpdate): PreviousUpdate | undefined {
  const week = weekOfSignature(status.html)
  if (!status.isOurs || week === undefined) return undefined
  const percent = /^Week \d+ · KPI (\d+)% of target/.exec(status.title)?.[1]
  return { week, at: status.createdAt, ...(percent === undefined ? {} : { attainment: Number(percent) / 100 }) }
}
