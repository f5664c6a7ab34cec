import pMap from 'p-map'
import { quote } from '../../domain/strings/quote.ts'
import type { Named } from '../ports/asana-admin.ts'
import { PortError } from '../ports/index.ts'
import type { CurrentParent, CurrentState, DesiredState, SetupAsana, SetupIssue } from './current-state.ts'
import { unlessNotInPlan } from './optional-reads.ts'
import type { Parent, Settings } from './step.ts'
import { TEMPLATE_NAME, UNFINISHED } from './template.ts'

type Base = Pick<CurrentState, 'me' | 'workspace'> & Readonly<{ saved: Settings }>

/** Reads everything that the desired state names. What the token cannot read becomes an issue; other errors are thrown. */
export async function readCurrentState(asana: SetupAsana, base: Base, desired: DesiredState): Promise<CurrentState> {
  const { gid: workspaceGid } = base.workspace
  const issues: SetupIssue[] = []
  const report = (issue: SetupIssue) => void issues.push(issue)
  const definitions = await unlessNotInPlan(asana.readWorkspaceFields(workspaceGid))
  const portfolios = await readPortfolios(asana, desired.portfolioGids, report)
  const contained = portfolios.flatMap(({ projectGids }) => projectGids)
  const servedGids = [...new Set([...contained, ...desired.projectGids])]
  const projects = await readProjects(asana, servedGids, report)
  const template = desired.wantsTemplate ? await findTemplate(asana, workspaceGid) : undefined
  return { ...base, definitions, portfolios, projects, servedGids, ...(template ? { template } : {}), issues }
}

/** Parallel reads; Asana allows 50. */
const CONCURRENCY = 8

type Report = (issue: SetupIssue) => void

async function readPortfolios(asana: SetupAsana, gids: readonly string[], report: Report) {
  const found: (CurrentParent & { projectGids: string[] })[] = []
  for (const gid of gids) {
    const read = await reportIfInaccessible('portfolio', gid, report, async () => ({
      ...(await asana.readPortfolio(gid)),
      ...(await asana.readPortfolioItems(gid)),
    }))
    if (!read) continue
    const { name } = read.portfolio
    for (const nested of read.portfolios) report(toNestedIssue(name, nested))
    const projectGids = read.projects.map((item) => item.gid)
    found.push({ kind: 'portfolio', gid, name, fields: read.projectFields, projectGids })
  }
  return found
}

async function readProjects(asana: SetupAsana, gids: readonly string[], report: Report): Promise<CurrentParent[]> {
  const read = (gid: string) => reportIfInaccessible('project', gid, report, () => asana.readProject(gid))
  const found = (await pMap(gids, read, { concurrency: CONCURRENCY })).filter((one) => one !== undefined)
  return found
    .filter(({ project }) => !project.archived && !project.completed)
    .map(({ project, taskFields }) => ({ kind: 'project', gid: project.gid, name: project.name, fields: taskFields }))
}

function toNestedIssue(name: string, nested: Named): SetupIssue {
  return {
    message: `In the portfolio ${quote({ name })} there is another one, ${quote(nested)}, whose projects are not served.`,
    fix: `To serve them too: npm run cli -- setup --portfolio ${nested.gid}`,
    isWarning: true,
  }
}

async function reportIfInaccessible<T>(
  kind: Parent['kind'],
  gid: string,
  report: Report,
  read: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof PortError)) throw error
    const issue = toIssue(error, kind, gid)
    if (!issue) throw error
    report(issue)
    return undefined
  }
}

function toIssue(error: PortError, kind: Parent['kind'], gid: string): SetupIssue | undefined {
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
