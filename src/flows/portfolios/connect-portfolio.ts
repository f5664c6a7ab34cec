import { FIELD_TABLE } from '../../domain/fields/field-table.ts'
import { findFields } from '../../domain/fields/find-fields.ts'
import { serviceFinding } from '../../domain/findings.ts'
import type { Fields, Finding } from '../../domain/model.ts'
import { attachFieldDefinitions } from '../apply/attach-fields.ts'
import { type FieldDeps, toFields } from '../apply/ensure-fields.ts'
import {
  type AsanaPort,
  type FetchedPortfolio,
  type Log,
  PortError,
  type PortfolioContents,
  type StorePort,
} from '../ports/index.ts'

/** The KPI fields of a project, in the order they appear in the portfolio view. */
const PROJECT_FIELDS = FIELD_TABLE.filter(({ owner, on }) => owner === 'service' && on === 'project').map(
  ({ key }) => key,
)

export type ConnectDeps = FieldDeps &
  Readonly<{
    asana: Pick<AsanaPort, 'readPortfolio' | 'readPortfolioProjects' | 'addFieldToPortfolio'>
    store: Pick<StorePort, 'readPortfolioContents' | 'savePortfolioContents' | 'invalidateProject' | 'cacheProject'>
    log: Log
    observeOnly: boolean
  }>

/**
 * Reads a portfolio, attaches the KPI fields that its projects lack, and saves what it holds. A rejected field becomes a
 * finding of its projects. Throws PortError.
 */
export async function connectPortfolio(deps: ConnectDeps, portfolioGid: string): Promise<PortfolioContents> {
  const { asana, store, pins } = deps
  const read = await asana.readPortfolio(portfolioGid)
  const before = (await store.readPortfolioContents())[portfolioGid]
  const carried = findFields(read.projectFields, pins, before?.fields)
  const { fields, findings } = deps.observeOnly
    ? { fields: carried, findings: [] }
    : await attachKpiFields(deps, read, carried)
  // Listed after the fields were attached, so that the list shows them.
  const projectGids = await readProjects(deps, portfolioGid, before?.projectGids ?? [])
  const contents = { portfolio: read.portfolio, projectGids, fields, findings }
  await store.savePortfolioContents(portfolioGid, contents)
  return contents
}

/** The gids of its projects, in its order. One list request gives a page of projects, so each of them is cached. */
async function readProjects(
  { asana, store, log }: ConnectDeps,
  portfolioGid: string,
  known: readonly string[],
): Promise<string[]> {
  // Invalidated before they are read: a sync that still works with an older copy must not cache it afterwards, and a
  // change that becomes known meanwhile counts the version further up.
  const versions = new Map(
    await Promise.all(known.map(async (gid) => [gid, await store.invalidateProject(gid)] as const)),
  )
  const { projects, portfolios } = await asana.readPortfolioProjects(portfolioGid)
  for (const nested of portfolios) {
    log.warn({ gid: portfolioGid, nested: nested.gid }, 'Nested portfolio ignored: add it to ASANA_PORTFOLIOS')
  }
  for (const read of projects) await store.cacheProject(read.project.gid, read, versions.get(read.project.gid) ?? 0)
  return projects.map(({ project }) => project.gid)
}

async function attachKpiFields(
  deps: ConnectDeps,
  { portfolio: { gid, name } }: FetchedPortfolio,
  carried: Fields,
): Promise<{ fields: Fields; findings: Finding[] }> {
  const missing = PROJECT_FIELDS.filter((key) => !carried[key])
  if (missing.length === 0) return { fields: carried, findings: [] }
  try {
    const attached = await attachFieldDefinitions(deps, missing, (field) => deps.asana.addFieldToPortfolio(gid, field))
    deps.log.info({ gid, fields: missing }, 'KPI fields attached')
    return { fields: { ...carried, ...toFields(deps, attached) }, findings: [] }
  } catch (error) {
    const finding = toFinding(error, `give the portfolio ${name} the KPI fields`)
    if (!finding) throw error
    deps.log.warn({ gid, code: finding.code, detail: String(error) }, 'Could not attach KPI fields')
    return { fields: carried, findings: [finding] }
  }
}

function toFinding(error: unknown, what: string): Finding | undefined {
  if (!(error instanceof PortError)) return undefined
  if (error.kind === 'payment-required') return serviceFinding('fields-not-in-plan', what)
  if (error.kind === 'forbidden' || error.kind === 'bad-request') return serviceFinding('write-refused', what)
  return undefined
}
