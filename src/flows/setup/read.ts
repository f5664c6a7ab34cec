import { PortError } from '../ports.ts'
import type { Found, FoundParent, SetupAsana, Trouble, Wish } from './found.ts'
import type { Parent, Settings } from './step.ts'
import { TEMPLATE_NAME, UNFINISHED } from './template.ts'

type Base = Pick<Found, 'me' | 'workspace'> & Readonly<{ saved: Settings }>

/** Looks at everything a wish is about; what is out of reach becomes a trouble and stops nobody. */
export async function readFound(asana: SetupAsana, base: Base, wish: Wish): Promise<Found> {
  const { gid: workspaceGid } = base.workspace
  const troubles: Trouble[] = []
  const note = (trouble: Trouble) => void troubles.push(trouble)
  const definitions = await unlessNotInPlan(asana.readWorkspaceFields(workspaceGid))
  const portfolios = await readPortfolios(asana, wish.portfolioGids, note)
  const held = portfolios.flatMap(({ projectGids }) => projectGids)
  const servedGids = [...new Set([...held, ...wish.projectGids])]
  const projects = await readProjects(asana, servedGids, note)
  const template = wish.wantsTemplate ? await findTemplate(asana, workspaceGid) : undefined
  return { ...base, definitions, portfolios, projects, servedGids, ...(template ? { template } : {}), troubles }
}

type Note = (trouble: Trouble) => void

async function readPortfolios(asana: SetupAsana, gids: readonly string[], note: Note) {
  const found: (FoundParent & { projectGids: string[] })[] = []
  for (const gid of gids) {
    const read = await unlessClosed({ kind: 'portfolio', gid, name: gid }, note, async () => {
      const { portfolio, projectFields } = await asana.readPortfolio(gid)
      const { projects } = await asana.readPortfolioItems(gid)
      return { kind: 'portfolio' as const, gid, name: portfolio.name, fields: projectFields, items: projects }
    })
    if (read) found.push({ ...read, projectGids: read.items.map((item) => item.gid) })
  }
  return found
}

async function readProjects(asana: SetupAsana, gids: readonly string[], note: Note): Promise<FoundParent[]> {
  const found: FoundParent[] = []
  for (const gid of gids) {
    const read = await unlessClosed({ kind: 'project', gid, name: gid }, note, () => asana.readProject(gid))
    if (!read || read.project.archived || read.project.completed) continue
    found.push({ kind: 'project', gid, name: read.project.name, fields: read.taskFields })
  }
  return found
}

async function unlessClosed<T>({ kind, gid }: Parent, note: Note, read: () => Promise<T>): Promise<T | undefined> {
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

function toTrouble({ failure }: PortError, kind: Parent['kind'], gid: string): Trouble | undefined {
  if (failure === 'gone') {
    return { message: `There is no ${kind} ${gid}.`, fix: `Copy the number from the address of the ${kind} in Asana.` }
  }
  if (failure === 'refused') {
    const fix = `Share it in Asana with the user of the token, as an editor.`
    return { message: `The ${kind} ${gid} is closed to this token.`, fix }
  }
  if (failure === 'plan') {
    return { message: `The plan of this workspace has no ${kind}s.`, fix: 'Name projects instead: --project.' }
  }
  return undefined
}

async function findTemplate(asana: SetupAsana, workspaceGid: string): Promise<Found['template']> {
  const named = (await asana.readProjects(workspaceGid)).filter(({ name }) => name === TEMPLATE_NAME)
  let found: Found['template']
  for (const { gid } of named) {
    const { project } = await asana.readProject(gid)
    if (project.description.includes(UNFINISHED)) return { gid, isFinished: false }
    found ??= { gid, isFinished: true }
  }
  return found
}

/** 402 is an answer here: what the plan lacks is left out. */
export async function unlessNotInPlan<T>(reading: Promise<T>): Promise<T | undefined> {
  return reading.catch((error: unknown) => {
    if (error instanceof PortError && error.failure === 'plan') return undefined
    throw error
  })
}
