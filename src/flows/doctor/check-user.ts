import { quote } from '../../domain/strings/quote.ts'
import type { Me } from '../ports/index.ts'
import { type CheckResult, ok, warning } from './check-result.ts'

/** A user with more open tasks than this is taken for a person. */
export const MAX_BOT_TASKS = 5
const BOT_NAME = /bot|assistant|service|automat|integrat|v2mom|api|robot|sync/i

/**
 * Whether the token belongs to a user of its own. A person has more than a few open tasks, or any and a name unlike that
 * of a bot. With a person's token the service cannot tell that person's edits from its own.
 */
export function checkUser(me: Me, openTasks: number): CheckResult {
  const who = `The token belongs to ${quote(me)}`
  const isPerson = openTasks > MAX_BOT_TASKS || (openTasks > 0 && !BOT_NAME.test(me.name))
  if (!isPerson) return ok('User', `${who}.`)
  const tasks = openTasks > MAX_BOT_TASKS ? `more than ${MAX_BOT_TASKS}` : String(openTasks)
  return warning(
    'User',
    `${who}, who has ${tasks} open ${openTasks === 1 ? 'task' : 'tasks'}: that looks like a person.`,
    'Invite a user for the service alone, share the portfolios with it and use its token: what it writes is then told apart.',
  )
}
