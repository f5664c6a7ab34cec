import type { Listening, Sandbox, SandboxOptions } from '../../src/sandbox/server.ts'
import { startSandbox } from '../support/sandbox.ts'

export type Answered = Readonly<{
  status: number
  headers: Headers
  /** The whole body; `data` is what nearly every test wants of it. */
  body: Readonly<Record<string, unknown>>
  // What an answer holds is for each test to say.
  // biome-ignore lint/suspicious/noExplicitAny: the vendor's objects are untyped here on purpose
  data: any
  message: string
}>

export type Client = Readonly<
  Record<'get' | 'post' | 'put' | 'delete', (path: string, data?: object) => Promise<Answered>>
> & {
  send(method: string, path: string, body?: string, headers?: Record<string, string>): Promise<Answered>
}

/** A sandbox with one workspace, a bot with the token `bot`, and Maya, a person with the token `maya`. */
export async function startWorld(options: SandboxOptions = {}) {
  const sandbox = await startSandbox({ deliverAfterMs: 1, ...options })
  const { world } = sandbox
  const workspace = world.addWorkspace({ name: 'Orchard Labs' }).gid
  const bot = world.addUser({ name: 'V2MOM Bot' }).gid
  const maya = world.addUser({ name: 'Maya Lindqvist' }).gid
  world.addToken(bot, 'bot')
  world.addToken(maya, 'maya')
  const project = world.addProject({ workspace, name: 'Spring launch', owner: maya }, { by: maya }).gid
  return {
    sandbox,
    world,
    workspace,
    bot,
    maya,
    project,
    api: createClient(sandbox, 'bot'),
    as: (token: string) => createClient(sandbox, token),
    [Symbol.asyncDispose]: () => sandbox.close(),
  }
}

/** Speaks to a sandbox over HTTP as a user. */
export function createClient(sandbox: Sandbox & Listening, token: string): Client {
  const send: Client['send'] = async (method, path, body, headers = {}) => {
    const response = await fetch(sandbox.url + path, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers },
      ...(body !== undefined && { body }),
    })
    return toAnswered(response.status, response.headers, await response.text())
  }
  const withData = (method: string) => (path: string, data?: object) =>
    send(method, path, data && JSON.stringify({ data }))
  return { send, get: withData('GET'), post: withData('POST'), put: withData('PUT'), delete: withData('DELETE') }
}

function toAnswered(status: number, headers: Headers, text: string): Answered {
  const body = JSON.parse(text)
  return { status, headers, body, data: body.data, message: body.errors?.[0]?.message ?? '' }
}
