import { setTimeout as pause } from 'node:timers/promises'
import type { Fault, FaultKind } from './faults.ts'
import type { Answer } from './route.ts'

/** An answer as it goes out; without status the connection is cut instead. */
export type Reply = Readonly<{ status?: number; headers: Readonly<Record<string, string>>; text: string }>

const TOO_MANY = "You've made too many requests and hit a rate limit. Please retry after the given amount of time."
const CUT: Reply = { headers: {}, text: '' }
const HTML = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>'

/** Answers well, or badly in the way the fault says. */
export async function answerWith(fault: Fault | undefined, answer: () => Promise<Answer>): Promise<Reply> {
  return fault === undefined ? toReply(await answer()) : BAD[fault.kind](fault, answer)
}

/** What Asana says when there were too many requests. */
export function tooMany(retryAfter: number | undefined): Reply {
  const headers = retryAfter === undefined ? undefined : { 'Retry-After': String(retryAfter) }
  return toReply({ status: 429, body: toErrors(TOO_MANY), ...(headers && { headers }) })
}

/** An answer as bytes and headers. */
export function toReply({ status, body, headers }: Answer): Reply {
  return { status, headers: { 'Content-Type': JSON_TYPE, ...headers }, text: JSON.stringify(body) }
}

const JSON_TYPE = 'application/json; charset=UTF-8'

type Bad = (fault: Fault, answer: () => Promise<Answer>) => Reply | Promise<Reply>

const BAD: Readonly<Record<FaultKind, Bad>> = {
  '400': refuse(400, 'html_text: XML is invalid: data-asana-gid is not an object you have access to'),
  '401': refuse(401, 'Not Authorized'),
  '402': refuse(402, 'Custom Fields are not available for free users or guests.'),
  '403': refuse(403, 'You do not have access to this project.'),
  '404': refuse(404, 'Unknown object'),
  '429': (fault) => tooMany(fault.retryAfter ?? 1),
  '429-no-retry-after': () => tooMany(undefined),
  '500': () =>
    toReply({ status: 500, body: { errors: [{ message: 'Server Error', phrase: '6 sad squid snuggle softly' }] } }),
  '503': refuse(503, 'Service Unavailable'),
  '502-html': () => ({ status: 502, headers: { 'Content-Type': 'text/html' }, text: HTML }),
  'bad-json': async (_, answer) => {
    const reply = toReply(await answer())
    return { ...reply, text: reply.text.slice(0, -2) }
  },
  slow: async (fault, answer) => {
    await pause(fault.delayMs ?? 1000)
    return toReply(await answer())
  },
  'cut-before': () => CUT,
  'cut-after': async (_, answer) => {
    await answer()
    return CUT
  },
}

function refuse(status: number, message: string): Bad {
  return () => toReply({ status, body: toErrors(message) })
}

function toErrors(message: string): unknown {
  return { errors: [{ message }] }
}
