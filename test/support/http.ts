import type { AddressInfo } from 'node:net'
import { Router } from 'express'
import { Registry } from 'prom-client'
import type { PortfolioSummary, ProjectSummary, V2momRecord } from '../../src/domain/model.ts'
import { type AppDeps, createApp, createHttpServer, type ServerLimits } from '../../src/http/server.ts'
import { collectLog, type LogLines } from './log-lines.ts'

export type Served = Readonly<{ url: string; port: number; logged: LogLines; close(): Promise<void> }>

/** The app on a free port of 127.0.0.1, with nothing behind it but what is asked for. */
export async function serve(
  wishes: Partial<AppDeps> = {},
  limits: ServerLimits = {},
  host = '127.0.0.1',
): Promise<Served> {
  const logged = collectLog()
  const deps: AppDeps = {
    health: { checks: {}, metrics: new Registry() },
    api: apiOf({}),
    apiToken: undefined,
    page: async () => '<!doctype html>',
    board: Router(),
    log: logged.log,
    ...wishes,
  }
  const server = createHttpServer(createApp(deps), limits)
  await new Promise<void>((done) => server.listen(0, host, done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    logged,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

type Memory = {
  projects?: readonly ProjectSummary[]
  records?: Readonly<Record<string, readonly V2momRecord[]>>
  portfolios?: readonly PortfolioSummary[]
}

/** The API's reads over plain lists. */
export function apiOf({ projects = [], records = {}, portfolios = [] }: Memory): AppDeps['api'] {
  return {
    readProjects: async () => projects,
    readProject: async (gid) => projects.find((project) => project.gid === gid),
    readRecords: async (gid) => records[gid],
    readPortfolio: async (gid) => portfolios.find((portfolio) => portfolio.gid === gid),
  }
}
