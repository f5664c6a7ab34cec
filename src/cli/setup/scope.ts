import type { Named } from '../../flows/ports/asana-admin.ts'
import { unlessNotInPlan } from '../../flows/setup/optional-reads.ts'
import { plain } from '../format.ts'
import type { Terminal } from '../terminal.ts'
import { UsageError } from '../usage.ts'
import type { SignedIn } from './sign-in.ts'

export type Scope = Readonly<{ portfolioGids: readonly string[]; projectGids: readonly string[] }>

type Kind = 'portfolio' | 'project'
type Wanted = Readonly<Record<Kind, readonly string[]>>

/**
 * Which portfolios and projects are served: those there already and those wanted, by gid or exact name. Where nothing
 * is known yet a person is asked.
 */
export async function chooseScope(
  terminal: Terminal,
  signedIn: SignedIn,
  { already, wanted, wantsTemplate }: { already: Scope; wanted: Wanted; wantsTemplate: boolean },
): Promise<Scope> {
  const lists = createLists(signedIn)
  const isKnown = [...wanted.portfolio, ...wanted.project, ...already.portfolioGids, ...already.projectGids].length > 0
  const asked = isKnown ? wanted : await askScope(terminal, lists)
  const portfolioGids = [...already.portfolioGids, ...(await toGids('portfolio', asked.portfolio, lists))]
  const projectGids = [...already.projectGids, ...(await toGids('project', asked.project, lists))]
  if (portfolioGids.length + projectGids.length === 0 && !wantsTemplate && !terminal.prompt) {
    throw new UsageError(await describeChoices(lists))
  }
  return { portfolioGids: [...new Set(portfolioGids)], projectGids: [...new Set(projectGids)] }
}

type Lists = Readonly<Record<Kind, () => Promise<readonly Named[]>>>

/** Each list is asked for once; a plan without portfolios has none. */
function createLists({ asana, workspace }: SignedIn): Lists {
  const once = (read: () => Promise<readonly Named[] | undefined>) => {
    let known: Promise<readonly Named[]> | undefined
    return () => {
      known ??= read().then((list) => list ?? [])
      return known
    }
  }
  return {
    portfolio: once(() => unlessNotInPlan(asana.readPortfolios(workspace.gid))),
    project: once(() => asana.readProjects(workspace.gid)),
  }
}

async function askScope({ prompt, say }: Terminal, lists: Lists): Promise<Wanted> {
  if (!prompt) return { portfolio: [], project: [] }
  say('\nPortfolios to serve, with all their projects. Asana lists those the token owns or was invited to.')
  const portfolio = await prompt.choose(
    'Which? (numbers, or gids from the address; empty for none)',
    await lists.portfolio(),
  )
  say('\nSingle projects to serve, beside those of the portfolios.')
  const project = await prompt.choose('Which? (numbers or gids; empty for none)', await lists.project())
  return { portfolio, project }
}

async function toGids(kind: Kind, wanted: readonly string[], lists: Lists): Promise<string[]> {
  const gids: string[] = []
  for (const one of wanted) gids.push(/^\d+$/.test(one) ? one : findByName(kind, one, await lists[kind]()))
  return gids
}

function findByName(kind: Kind, name: string, list: readonly Named[]): string {
  const exact = list.filter((one) => one.name.trim() === name.trim())
  const [only, ...others] = exact
  if (only && others.length === 0) return only.gid
  const hint = `Open it in Asana and copy the number from its address: --${kind} <number>.`
  if (only) {
    const gids = exact.map(({ gid }) => gid).join(', ')
    throw new UsageError(`There are ${exact.length} ${kind}s named ${plain(name)}: ${gids}. Name one by its gid.`)
  }
  throw new UsageError(`The token sees no ${kind} named ${plain(name)}. ${hint}`)
}

async function describeChoices(lists: Lists): Promise<string> {
  const render = (list: readonly Named[]) => list.map(({ gid, name }) => `  ${gid}  ${plain(name)}`)
  return [
    'Say what to serve: --portfolio <gid or name>, --project <gid or name>, or --with-template for a ready project.',
    'Portfolios this token sees:',
    ...render(await lists.portfolio()),
    'Projects this token sees:',
    ...render(await lists.project()),
  ].join('\n')
}
