import pMap from 'p-map'
import type { Named } from '../ports/asana-admin.ts'
import { PortError } from '../ports/index.ts'
import type { CurrentParent, CurrentState, DesiredState, SetupAsana, SetupIssue } from './current-state.ts'
import { unlessNotInPlan } from './optional-reads.ts'
import { quoted } from './quoted.ts'
import type { Parent, Settings } from './step.ts'
import { TEMPLATE_NAME, UNFINISHED } from './template.ts'

type Base = Pick<CurrentState, 'me' | 'workspace'> & Readonly<{ saved: Settings }>

/** Looks at everything a wish is about; what is not accessible becomes an issue and does not end setup. */
export async function readFound(asana: SetupAsana, base: Base, wish: DesiredState): Promise<CurrentState> {
  const { gid: workspaceGid } = base.workspace
  const troubles: SetupIssue[] = []
  const note = (trouble: SetupIssue) => void troubles.push(trouble)
  const definitions = await unlessNotInPlan(asana.readWorkspaceFields(workspaceGid))
  const portfolios = await readPortfolios(asana, wish.portfolioGids, note)
  const held = portfolios.flatMap(({ projectGids }) => projectGids)
  const servedGids = [...new Set([...held, ...wish.projectGids])]
  const projects = await readProjects(asana, servedGids, note)
  const template = wish.wantsTemplate ? await findTemplate(asana, workspaceGid) : undefined
  return { ...base, definitions, portfolios, projects, servedGids, ...(template ? { template } : {}), troubles }
}

/** Reads at a time, well below what Asana allows. */
const AT_A_TIME = 8

type Note = (trouble: SetupIssue) => void

async function readPortfolios(asana: SetupAsana, gids: readonly string[], note: Note) {
  const found: (CurrentParent & { projectGids: string[] })[] = []
  for (const gid of gids) {
    const read = await unlessClosed('portfolio', gid, note, async () => ({
      ...(await asana.readPortfolio(gid)),
      ...(await asana.readPortfolioItems(gid)),
    }))
    if (!read) continue
    const { name } = read.portfolio
    for (const nested of read.portfolios) note(toNestedTrouble(name, nested))
    const projectGids = read.projects.map((item) => item.gid)
    found.push({ kind: 'portfolio', gid, name, fields: read.projectFields, projectGids })
  }
  return found
}

async function readProjects(asana: SetupAsana, gids: readonly string[], note: Note): Promise<CurrentParent[]> {
  const read = (gid: string) => unlessClosed('project', gid, note, () => asana.readProject(gid))
  const found = (await pMap(gids, read, { concurrency: AT_A_TIME })).filter((one) => one !== undefined)
  return found
    .filter(({ project }) => !project.archived && !project.completed)
    .map(({ project, taskFields }) => ({ kind: 'project', gid: project.gid, name: project.name, fields: taskFields }))
}

function toNestedTrouble(name: string, nested: Named): SetupIssue {
  return {
    message: `In the portfolio ${quoted(name)} there is another one, ${quoted(nested.name)}, whose projects are not served.`,
    fix: `To serve them too: npm run cli -- setup --portfolio ${nested.gid}`,
    isWarning: true,
  }
}

async function unlessClosed<T>(
  kind: Parent['kind'],
  gid: string,
  note: Note,
  read: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof PortError)) throw error
    const trouble = toTrouble(error, kind, gid)
    if (!trouble) throw error
    note(trouble)
    return undefined
  }
}

function toTrouble(error: PortError, kind: Parent['kind'], gid: string): SetupIssue | undefined {
  if (error.kind === 'not-found') {
    return { message: `There is no ${kind} ${gid}.`, fix: `Copy the number from the address of the ${kind} in Asana.` }
  }
  if (error.kind === 'forbidden') {
    const fix = `Share it in Asana with the user of the token, as an editor.`
    return { message: `The ${kind} ${gid} is closed to this token.`, fix }
  }
  if (error.kind === 'payment-required') {
    return { message: `The plan of this workspace has no ${kind}s.`, fix: 'Name projects instead: --project.' }
  }
  return undefined
}

async function findTemplate(asana: SetupAsana, workspaceGid: string): Promise<CurrentState['template']> {
  const named = (await asana.readProjects(workspaceGid)).filter(({ name }) => name === TEMPLATE_NAME)
  let found: CurrentState['template']
  for (const { gid } of named) {
    const { project } = await asana.readProject(gid)
    if (project.description.includes(UNFINISHED)) return { gid, isFinished: false }
    found ??= { gid, isFinished: true }
  }
  return found
}
