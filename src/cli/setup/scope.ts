import type { Named } from '../../flows/ports/asana-admin.ts'
import { unlessNotInPlan } from '../../flows/setup/optional-reads.ts'
import { UsageError } from '../errors.ts'
import { stripControlChars } from '../format.ts'
import type { Terminal } from '../terminal.ts'
import type { SignedIn } from './sign-in.ts'

/** What the service tracks, by gid. */
export type Scope = Readonly<{ portfolioGids: readonly string[]; projectGids: readonly string[] }>

type Kind = 'portfolio' | 'project'
/** Gids or exact names. */
type Selection = Readonly<Record<Kind, readonly string[]>>

/**
 * Adds what the options select to what is configured already. Asks the person at the terminal where neither names
 * anything. Throws UsageError for a name that is unknown or not unique, and where there is nothing to track.
 */
export async function chooseScope(
  terminal: Terminal,
  signedIn: SignedIn,
  { configured, selected, withTemplate }: { configured: Scope; selected: Selection; withTemplate: boolean },
): Promise<Scope> {
  const lists = createLists(signedIn)
  const isNamed =
    [selected.portfolio, selected.project, configured.portfolioGids, configured.projectGids].flat().length > 0
  const chosen = isNamed ? selected : await askScope(terminal, lists)
  const portfolioGids = [...configured.portfolioGids, ...(await toGids('portfolio', chosen.portfolio, lists))]
  const projectGids = [...configured.projectGids, ...(await toGids('project', chosen.project, lists))]
  if (portfolioGids.length + projectGids.length === 0 && !withTemplate && !terminal.prompt) {
    throw new UsageError(await describeChoices(lists))
  }
  return { portfolioGids: [...new Set(portfolioGids)], projectGids: [...new Set(projectGids)] }
}

type Lists = Readonly<Record<Kind, () => Promise<readonly Named[]>>>

/** Each list is read at most once. A plan without portfolios gives an empty one. */
function createLists({ asana, workspace }: SignedIn): Lists {
  const once = (read: () => Promise<readonly Named[] | undefined>) => {
    let list: Promise<readonly Named[]> | undefined
    return () => {
      list ??= read().then((found) => found ?? [])
      return list
    }
  }
  return {
    portfolio: once(() => unlessNotInPlan(asana.readPortfolios(workspace.gid))),
    project: once(() => asana.readProjects(workspace.gid)),
  }
}

async function askScope({ prompt, stderr }: Terminal, lists: Lists): Promise<Selection> {
  if (!prompt) return { portfolio: [], project: [] }
  const other = { label: 'another one, by its gid', question: 'Which? (gids from the address, separated by commas)' }
  stderr('\nPortfolios to serve, with all their projects. Asana lists those the token owns or was invited to.')
  const portfolio = await prompt.selectMany('Which? (none is fine)', await lists.portfolio(), other)
  stderr('\nSingle projects to serve, beside those of the portfolios.')
  const project = await prompt.selectMany('Which? (none is fine)', await lists.project(), other)
  return { portfolio, project }
}

async function toGids(kind: Kind, selected: readonly string[], lists: Lists): Promise<string[]> {
  const gids: string[] = []
  for (const one of selected) gids.push(/^\d+$/.test(one) ? one : findByName(kind, one, await lists[kind]()))
  return gids
}

function findByName(kind: Kind, name: string, list: readonly Named[]): string {
  const exact = list.filter((one) => one.name.trim() === name.trim())
  const [only, ...others] = exact
  if (only && others.length === 0) return only.gid
  const shown = stripControlChars(name)
  if (only) {
    const gids = exact.map(({ gid }) => gid).join(', ')
    throw new UsageError(`There are ${exact.length} ${kind}s named ${shown}: ${gids}. Name one by its gid.`)
  }
  const hint = `Open it in Asana and copy the number from its address: --${kind} <number>.`
  throw new UsageError(`The token sees no ${kind} named ${shown}. ${hint}`)
}

async function describeChoices(lists: Lists): Promise<string> {
  const render = (list: readonly Named[]) => list.map(({ gid, name }) => `  ${gid}  ${stripControlChars(name)}`)
  return [
    'Say what to serve: --portfolio <gid or name>, --project <gid or name>, or --with-template for a ready project.',
    'Portfolios this token sees:',
    ...render(await lists.portfolio()),
    'Projects this token sees:',
    ...render(await lists.project()),
  ].join('\n')
}
