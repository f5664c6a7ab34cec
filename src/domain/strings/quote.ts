import { displayName, type TextLimit } from './truncate.ts'

/** A name within a sentence. Its own double quotes become single ones, so that one sees where it ends. */
export function quote(thing: { name: string }, room?: TextLimit): string {
  return `"${displayName(thing, room).replaceAll('"', "'")}"`
}
