import type { Request } from 'express'
import { unknownObject } from '../errors.ts'
import type { State, User } from '../state.ts'
import { readPeople } from './read.ts'

/** The cookie that remembers whom the reader plays. */
export const YOU_COOKIE = 'you'

/** The person the reader plays: the chosen one, else the first. Never the service's own user. */
export function toYou(state: State, request: Request): User {
  const chosen = new RegExp(`(?:^|; )${YOU_COOKIE}=(\\d+)`).exec(request.headers.cookie ?? '')?.[1]
  const people = readPeople(state)
  const you = people.find((person) => person.gid === chosen) ?? people[0]
  if (you === undefined) throw unknownObject('user', chosen ?? '')
  return you
}
