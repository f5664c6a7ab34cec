/** Every event that tells more than that something was changed has one of these in it. */
const TELLING = /added|deleted|section|status_update/
/** Found by a rare letter: "removed", "project" and "project_status", and what spells a word in another way. */
const TELLING_BYTES = ['ved', 'j', '\\'] as const

const HEAD = /^\s*\{\s*"events"\s*:\s*\[\s*\{/
const TAIL = /\}\s*\]\s*\}\s*$/

/**
 * Whether a delivery tells of plain changes of tasks and nothing else, so that a refresh that is still to start sees
 * all of it. Looks at the bytes only, in a tenth of the time of reading them; whoever is not sure says no.
 */
export function isPlain(bytes: Buffer): boolean {
  const { length } = bytes
  if (!HEAD.test(bytes.toString('latin1', 0, 32)) || !TAIL.test(bytes.toString('latin1', length - 32))) return false
  return !TELLING_BYTES.some((some) => bytes.includes(some)) && !TELLING.test(bytes.toString('latin1'))
}
