import type { Named } from '../../flows/ports/asana-admin.ts'
import { type Me, PortError } from '../../flows/ports/index.ts'
import { type AsanaAdminClient, createAdminClient } from '../asana-client.ts'
import { plain } from '../format.ts'
import type { Prompt } from '../prompt.ts'
import { withRetries } from '../retrying-client.ts'
import type { Terminal } from '../terminal.ts'
import { UsageError } from '../usage.ts'

export type Env = Readonly<Record<string, string | undefined>>
export type SignedIn = Readonly<{ token: string; asana: RetryingClient; me: Me; workspace: Named }>

type RetryingClient = Omit<AsanaAdminClient, 'withWriteGuard'>

const DEFAULT_URL = 'https://app.asana.com/api/1.0'
const TRIES = 3
const WHERE = 'https://app.asana.com/0/my-apps'

/** Finds a token that works and the workspace to work in; asks a person for what is missing. The token is never shown. */
export async function signIn(
  terminal: Terminal,
  env: Env,
  { tokenEnv = 'ASANA_ACCESS_TOKEN', workspace }: { tokenEnv?: string | undefined; workspace?: string | undefined },
): Promise<SignedIn> {
  const open = (token: string): RetryingClient => {
    const { withWriteGuard: _, ...operations } = createAdminClient({
      token,
      baseUrl: env['ASANA_BASE_URL'] || DEFAULT_URL,
    })
    return withRetries(operations, terminal.say)
  }
  const given = env[tokenEnv]?.trim()
  const { token, me } = given
    ? { token: given, me: await open(given).readMe().catch(explain(tokenEnv)) }
    : await askToken(terminal, tokenEnv, open)
  const wanted = workspace ?? (env['ASANA_WORKSPACE'] || undefined)
  return { token, asana: open(token), me, workspace: await chooseWorkspace(terminal.prompt, me.workspaces, wanted) }
}

async function askToken({ prompt, say }: Terminal, tokenEnv: string, open: (token: string) => RetryingClient) {
  if (!prompt) {
    throw new UsageError(
      `${tokenEnv} is missing. Create a token of a bot user at ${WHERE} and put it into ${tokenEnv}.`,
    )
  }
  say(`The service acts as a user of its own. Create its access token at ${WHERE}, signed in as that user.`)
  for (let left = TRIES; ; left -= 1) {
    const token = await prompt.askSecret('Paste the token (it is not shown):')
    try {
      if (!/^[\x21-\x7e]+$/.test(token))
        throw new UsageError('That is no token: it has spaces in it, or nothing at all.')
      return { token, me: await open(token).readMe().catch(explain('the token')) }
    } catch (error) {
      if (!(error instanceof UsageError) || left === 1) throw error
      say(error.message)
    }
  }
}

function explain(where: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof PortError) || error.kind !== 'unauthorized') throw error
    throw new UsageError(`Asana refuses the token in ${where}. Create a new one at ${WHERE} and use that.`)
  }
}

async function chooseWorkspace(
  prompt: Prompt | undefined,
  seen: readonly Named[],
  wanted: string | undefined,
): Promise<Named> {
  const found = seen.filter(({ gid, name }) => wanted === undefined || gid === wanted || name === wanted)
  const [only, ...others] = found
  if (only && others.length === 0) return only
  const list = seen.map(({ gid, name }) => `  ${gid}  ${plain(name)}`).join('\n')
  if (wanted !== undefined || !prompt) {
    const trouble =
      wanted === undefined ? 'The token sees several workspaces' : `There is no one workspace ${plain(wanted)}`
    throw new UsageError(`${trouble}. Choose one with --workspace <gid>:\n${list}`)
  }
  const [gid] = await prompt.choose('Which workspace? (number)', seen)
  return chooseWorkspace(prompt, seen, gid)
}
