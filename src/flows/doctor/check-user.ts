import type { Me } from '../ports/index.ts'
import { quoted } from '../setup/quoted.ts'
import { type Line, ok, warning } from './check-result.ts'

/** A bot may be given a task or two; a user with more is a person at work. */
export const BUSY_TASKS = 5
const BOT_NAME = /bot|assistant|service|automat|integrat|v2mom|api|robot|sync/i

/**
 * Whether the token belongs to a user of its own. A person is known by open tasks: more than a few, or any with a name
 * that does not sound like a bot's. It matters because a person's edits could be taken for the service's.
 */
export function checkUser(me: Me, openTasks: number): Line {
  const who = `The token belongs to ${quoted(me.name)}`
  const isPerson = openTasks > BUSY_TASKS || (openTasks > 0 && !BOT_NAME.test(me.name))
  if (!isPerson) return ok('User', `${who}.`)
  const tasks = openTasks > BUSY_TASKS ? `more than ${BUSY_TASKS}` : String(openTasks)
  return warning(
    'User',
    `${who}, who has ${tasks} open ${openTasks === 1 ? 'task' : 'tasks'}: that looks like a person.`,
    'Invite a user for the service alone, share the portfolios with it and use its token: what it writes is then told apart.',
  )
}
