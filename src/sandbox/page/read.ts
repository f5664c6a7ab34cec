import type { Field, Gid, Portfolio, Project, State, Status, Story, Task, User } from '../state.ts'

/** The people of the workspace; a user with a token is a program. */
export function readPeople(state: State): User[] {
  return [...state.tables.user.values()].filter((user) => !isProgram(state, user.gid))
}

/** Whether a user acts through the API. */
export function isProgram(state: State, gid: Gid | undefined): boolean {
  return gid !== undefined && [...state.tokens.values()].includes(gid)
}

export function readPortfolios(state: State): Portfolio[] {
  return [...state.tables.portfolio.values()]
}

/** The projects directly in a portfolio, in its order. */
export function readItems(state: State, portfolio: Portfolio): Project[] {
  return portfolio.items.flatMap((gid) => state.tables.project.get(gid) ?? [])
}

/** Projects that no portfolio holds. */
export function readLooseProjects(state: State): Project[] {
  const held = new Set(readPortfolios(state).flatMap((portfolio) => portfolio.items))
  return [...state.tables.project.values()].filter((project) => !held.has(project.gid))
}

/** The fields a project gives its tasks, or a portfolio its projects: the service's first, pills before numbers. */
export function readFields(state: State, container: Project | Portfolio): Field[] {
  const ranked = container.settings.flatMap((setting) => {
    const field = state.tables.custom_field.get(setting.field)
    return field ? [{ field, rank: toRank(state, field, setting.isImportant) }] : []
  })
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ field }) => field)
}

function toRank(state: State, field: Field, isImportant: boolean): number {
  if (isProgram(state, field.createdBy)) return field.subtype === 'enum' ? 0 : 1
  return isImportant ? 2 : 3
}

/** The fields a project has itself, from all portfolios that hold it. */
export function readProjectFields(state: State, project: Project): Field[] {
  const holders = readPortfolios(state).filter((portfolio) => portfolio.items.includes(project.gid))
  return [...new Set(holders.flatMap((holder) => readFields(state, holder)))]
}

export function readTasks(state: State, gids: readonly Gid[]): Task[] {
  return gids.flatMap((gid) => state.tables.task.get(gid) ?? [])
}

/** The project a task is shown in: the one of its first section, or of the task above it. */
export function readHome(state: State, task: Task): Project | undefined {
  const section = state.tables.section.get(task.sections[0] ?? '')
  if (section) return state.tables.project.get(section.project)
  const parent = state.tables.task.get(task.parent ?? '')
  return parent && readHome(state, parent)
}

/** Comments and changes of a task, oldest first. */
export function readStories(state: State, task: Task): Story[] {
  return (state.children.get(task.gid) ?? []).flatMap((gid) => state.tables.story.get(gid) ?? [])
}

/** Status updates of a project or portfolio, newest first. */
export function readStatuses(state: State, parent: Gid): Status[] {
  const gids = state.children.get(parent) ?? []
  return gids
    .flatMap((gid) => state.tables.status_update.get(gid) ?? [])
    .toSorted((a, b) => +b.createdAt - +a.createdAt)
}

/** Where this page shows the thing with this gid. */
export function toPath(state: State, gid: Gid): string | undefined {
  if (state.tables.task.has(gid)) return `/task/${gid}`
  if (state.tables.project.has(gid)) return `/project/${gid}`
  if (state.tables.portfolio.has(gid)) return `/portfolio/${gid}`
  return undefined
}
