import { createLines } from '../lines.ts'
import type { Entry } from '../page/feed.ts'
import { joinActions } from '../page/feed-view.ts'
import { readHome } from '../page/read.ts'
import type { Exchange } from '../request-log.ts'
import type { Sandbox } from '../server.ts'
import type { Gid, State } from '../state.ts'
import type { Delivery } from '../webhooks/outbox.ts'

/** Tells what happens, line by line in plain words. */
export type ActivityLog = Readonly<{
  say(text: string): void
  /** A person or the bot edited something in Asana. */
  entry(entry: Entry): void
  /** The service asked Asana something. */
  exchange(exchange: Exchange): void
  /** A line of the service's own log. */
  log(line: string): void
  /** From now on, knows the sandbox it tells of. */
  watch(sandbox: Sandbox): void
  /** Tells what is left to tell. */
  close(): void
}>

const LOOK_MS = 100
const WHO_WIDTH = 17

/** A narrator that writes to `write`; `close` it, or it goes on looking. */
export function createActivityLog(write: (text: string) => void): ActivityLog {
  const lines = createLines((at, text) => write(`${at.toLocaleTimeString('en-GB')}  ${text}\n`))
  let sandbox: Sandbox | undefined
  let delivered = 0

  function look(isLast = false): void {
    const entries = sandbox?.deliveries.entries ?? []
    for (const delivery of entries.slice(delivered)) tellDelivery(delivery)
    delivered = entries.length
    lines.flush(isLast)
  }

  function tellDelivery(delivery: Delivery): void {
    const words = sandbox && toDeliveryWords(sandbox.world.state, delivery)
    if (words) lines.add(delivery, delivery.at, () => toLine('Asana', words))
  }

  const timer = setInterval(look, LOOK_MS)
  return {
    say(text) {
      look(true)
      write(`${text}\n`)
    },
    entry: (entry) =>
      lines.add(entry, entry.at, () => toLine(entry.who, `${joinActions(entry.actions)} ${entry.name}`)),
    exchange(exchange) {
      const told = sandbox && toExchangeWords(sandbox.world.state, exchange)
      if (told) lines.add(told.subject, exchange.at, (count) => toLine(told.who, told.toWords(count)))
    },
    log(line) {
      const { msg, level, ...fields } = JSON.parse(line)
      const detail = fields.detail ?? fields.err?.message
      lines.add({}, new Date(), () => toLine(`Service (${level})`, detail ? `${msg}: ${detail}` : msg))
    },
    watch(watched) {
      sandbox = watched
    },
    close() {
      clearInterval(timer)
      look(true)
    },
  }
}

function toLine(who: string, words: string): string {
  return `${who.padEnd(WHO_WIDTH)}  ${words}`
}

/** What people changed rings the service; the echo of its own writes is not worth a line. */
function toDeliveryWords(state: State, { webhook, events, status }: Delivery): string | undefined {
  const hook = state.tables.webhook.get(webhook)
  const name = displayName(state, hook?.resource ?? '')
  if (status < 200 || status > 299)
    return `could not tell the service about ${name} (answer ${status}), and tries again`
  const isEcho = events.every(({ user }) => (user as { gid?: Gid } | null)?.gid === hook?.user)
  return isEcho ? undefined : `tells the service that something has changed in ${name}`
}

type Told = Readonly<{ subject: string; who: string; toWords: (count: number) => string }>

function toExchangeWords(state: State, exchange: Exchange): Told | undefined {
  const { method, path, operation, status, user = '', requestBody } = exchange
  const who = state.tables.user.get(user)?.name ?? 'Somebody'
  const data = (requestBody as { data?: { name?: string; resource?: Gid } } | undefined)?.data
  if (status >= 400 && status !== 412) {
    return { subject: `${status} ${method} ${path}`, who, toWords: () => `was answered ${status} to ${method} ${path}` }
  }
  if (method === 'GET') return toReading(state, path, who)
  if (operation === '/webhooks' && method === 'POST') {
    return {
      subject: path,
      who,
      toWords: (count) => `listens to ${count === 1 ? displayName(state, data?.resource ?? '') : `${count} places`}`,
    }
  }
  if (operation === '/custom_fields')
    return { subject: `field ${data?.name}`, who, toWords: () => `made the field ${data?.name}` }
  return undefined
}

/** Reading is told by project, however many requests it takes. */
function toReading(state: State, path: string, who: string): Told | undefined {
  const [, kind, gid = ''] = path.split('/')
  const task = kind === 'tasks' ? state.tables.task.get(gid) : undefined
  const project = task ? readHome(state, task) : state.tables.project.get(gid)
  if (project === undefined) return undefined
  return {
    subject: `read ${project.gid}`,
    who,
    toWords: (count) => `reads ${project.name} (${count} ${count === 1 ? 'request' : 'requests'})`,
  }
}

function displayName(state: State, gid: Gid): string {
  return state.tables.project.get(gid)?.name ?? state.tables.portfolio.get(gid)?.name ?? 'something'
}
