import { type Response, Router } from 'express'
import type { PortfolioSummary, ProjectSummary, V2momRecord } from '../domain/model.ts'
import { toListedProjectJson, toPortfolioJson, toProjectJson, toRecordJson } from './api-json.ts'
import { sendError, withTimeout } from './errors.ts'

/** What the API and the page show: the summaries in Redis. Undefined is what was never read. */
export type ApiDeps = Readonly<{
  readProjects(): Promise<readonly ProjectSummary[]>
  readProject(projectGid: string): Promise<ProjectSummary | undefined>
  readRecords(projectGid: string): Promise<readonly V2momRecord[] | undefined>
  readPortfolio(portfolioGid: string): Promise<PortfolioSummary | undefined>
  /** For each read, in milliseconds; default 2000. */
  timeoutMs?: number
}>

/** GET /api/…: the figures as JSON, for other tools. 404 for what was never read, 503 while Redis does not answer. */
export function createApiRouter(deps: ApiDeps): Router {
  const read = <T>(work: () => Promise<T>) => withTimeout(deps.timeoutMs ?? 2000, work)
  return Router()
    .get('/projects', async (_request, response) => {
      const projects = await read(() => deps.readProjects())
      response.json({ data: projects.map(toListedProjectJson) })
    })
    .get('/projects/:gid', async ({ params: { gid } }, response) => {
      const project = await read(() => deps.readProject(gid))
      send(response, 'project', gid, project && toProjectJson(project))
    })
    .get('/projects/:gid/records', async ({ params: { gid } }, response) => {
      const records = await read(() => deps.readRecords(gid))
      send(response, 'project', gid, records?.map(toRecordJson))
    })
    .get('/portfolios/:gid', async ({ params: { gid } }, response) => {
      const portfolio = await read(() => deps.readPortfolio(gid))
      send(response, 'portfolio', gid, portfolio && toPortfolioJson(portfolio))
    })
}

function send(response: Response, kind: 'project' | 'portfolio', gid: string, data: unknown): void {
  if (data !== undefined) response.json({ data })
  else sendError(response, 404, `${kind}: no ${kind} ${gid} is mirrored here, or it was not read yet.`)
}
