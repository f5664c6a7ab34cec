import type { Named } from '../../flows/ports/asana-admin.ts'
import { type Me, PortError } from '../../flows/ports/index.ts'
import { type AsanaAdminClient, createAdminClient, withRetries } from '../asana-client.ts'
import type { Env } from '../env-file.ts'
import { UsageError } from '../errors.ts'
import { stripControlChars } from '../format.ts'
import type { Terminal } from '../terminal.ts'

type RetryingAdminClient = Omit<AsanaAdminClient, 'withWriteGuard'>

export type SignedIn = Readonly<{ token: string; asana: RetryingAdminClient; me: Me; workspace: Named }>

const DEFAULT_URL = 'https://app.asana.com/api/1.0'
const MAX_ATTEMPTS = 3
const TOKENS_URL = 'https://app.asana.com/0/my-apps'

/**
 * Finds a token that Asana accepts and the workspace to work in, and asks the person at the terminal for what is missing.
 * The token is never printed. Throws UsageError where it cannot ask.
 */
export async function signIn(
  terminal: Terminal,
  env: Env,
  { tokenEnv = 'ASANA_ACCESS_TOKEN', workspace }: { tokenEnv?: string | undefined; workspace?: string | undefined },
): Promise<SignedIn> {
  const connect = (token: string): RetryingAdminClient => {
    const client = createAdminClient({ token, baseUrl: env['ASANA_BASE_URL'] || DEFAULT_URL })
    const { withWriteGuard: _, ...methods } = client
    return withRetries(methods, terminal.stderr)
  }
  const token = env[tokenEnv]?.trim()
  const { asana, me, ...accepted } = token
    ? await signInWith(token, tokenEnv, connect)
    : await askToken(terminal, tokenEnv, connect)
  const wanted = workspace ?? (env['ASANA_WORKSPACE'] || undefined)
  return { ...accepted, asana, me, workspace: await chooseWorkspace(terminal, me.workspaces, wanted) }
}

type Connect = (token: string) => RetryingAdminClient
type Accepted = Omit<SignedIn, 'workspace'>

async function signInWith(token: string, source: string, connect: Connect): Promise<Accepted> {
  const asana = connect(token)
  try {
    return { token, asana, me: await asana.readMe() }
  } catch (error) {
    if (!(error instanceof PortError) || error.kind !== 'unauthorized') throw error
    throw new UsageError(`Asana refuses the token in ${source}. Create a new one at ${TOKENS_URL} and use that.`)
  }
}

async function askToken({ prompt, stderr }: Terminal, tokenEnv: string, connect: Connect): Promise<Accepted> {
  if (!prompt) {
    throw new UsageError(
      `${tokenEnv} is missing. Create a token of a bot user at ${TOKENS_URL} and put it into ${tokenEnv}.`,
    )
  }
  stderr(`The service acts as a user of its own. Create its access token at ${TOKENS_URL}, signed in as that user.`)
  for (let left = MAX_ATTEMPTS; ; left -= 1) {
    const token = await prompt.askSecret('Paste the token (it is not shown):')
    try {
      if (!/^[\x21-\x7e]+$/.test(token))
        throw new UsageError('That is no token: it has spaces in it, or nothing at all.')
      return await signInWith(token, 'the token', connect)
    } catch (error) {
      if (!(error instanceof UsageError) || left === 1) throw error
      stderr(error.message)
    }
  }
}

async function chooseWorkspace(
  { prompt }: Terminal,
  workspaces: readonly Named[],
  wanted: string | undefined,
): Promise<Named> {
  const found = workspaces.filter(({ gid, name }) => wanted === undefined || gid === wanted || name === wanted)
  const [only, ...others] = found
  if (only && others.length === 0) return only
  if (wanted === undefined && prompt) {
    const gid = await prompt.select('Which workspace?', workspaces)
    return workspaces.find((one) => one.gid === gid) ?? { gid, name: gid }
  }
  const list = workspaces.map(({ gid, name }) => `  ${gid}  ${stripControlChars(name)}`).join('\n')
  const problem =
    wanted === undefined
      ? 'The token sees several workspaces'
      : `There is no one workspace ${stripControlChars(wanted)}`
  throw new UsageError(`${problem}. Choose one with --workspace <gid>:\n${list}`)
}
