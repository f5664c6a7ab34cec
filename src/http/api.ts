import { type Response, Router } from 'express'
import type { PortfolioSummary, ProjectSummary, V2momRecord } from '../domain/model.ts'
import { toListedProjectJson, toPortfolioJson, toProjectJson, toRecordJson } from './api-json.ts'
import { sendError } from './errors.ts'
import { within } from './within.ts'

/** What the API and the page tell of: the summaries in memory. */
export type ApiDeps = Readonly<{
  readProjects(): Promise<readonly ProjectSummary[]>
  readProject(projectGid: string): Promise<ProjectSummary | undefined>
  readRecords(projectGid: string): Promise<readonly V2momRecord[] | undefined>
  readPortfolio(portfolioGid: string): Promise<PortfolioSummary | undefined>
  /** How long the memory may take; default 2000. */
  timeoutMs?: number
}>

/** GET /api/…: the figures for other tools. */
export function createApiRouter(deps: ApiDeps): Router {
  const read = <T>(work: () => Promise<T>) => within(deps.timeoutMs ?? 2000, work)
  return Router()
    .get('/projects', async (_request, response) => {
      const projects = await read(() => deps.readProjects())
      sendData(response, projects.map(toListedProjectJson))
    })
    .get('/projects/:gid', async ({ params: { gid } }, response) => {
      const project = await read(() => deps.readProject(gid))
      project ? sendData(response, toProjectJson(project)) : sendUnknown(response, 'project', gid)
    })
    .get('/projects/:gid/records', async ({ params: { gid } }, response) => {
      const records = await read(() => deps.readRecords(gid))
      records ? sendData(response, records.map(toRecordJson)) : sendUnknown(response, 'project', gid)
    })
    .get('/portfolios/:gid', async ({ params: { gid } }, response) => {
      const portfolio = await read(() => deps.readPortfolio(gid))
      portfolio ? sendData(response, toPortfolioJson(portfolio)) : sendUnknown(response, 'portfolio', gid)
    })
}

function sendData(response: Response, data: unknown): void {
  response.json({ data })
}

function sendUnknown(response: Response, kind: string, gid: string): void {
  sendError(response, 404, `${kind}: no ${kind} ${gid} is mirrored here, or it was not read yet.`)
}
