import { FIELD_TABLE } from '../../domain/fields/field-table.ts'
import { findFields } from '../../domain/fields/find-fields.ts'
import { serviceFinding } from '../../domain/findings.ts'
import type { Fields, Finding } from '../../domain/model.ts'
import { attachFieldDefinitions } from '../apply/attach-fields.ts'
import { toFields } from '../apply/ensure-fields.ts'
import { type FetchedPortfolio, PortError, type PortfolioContents } from '../ports/index.ts'
import type { SyncDeps } from '../sync/sync-project.ts'

/** The KPI fields of a project, in the order they appear in the portfolio view. */
const PROJECT_FIELDS = FIELD_TABLE.filter(({ owner, on }) => owner === 'service' && on === 'project').map(
  ({ key }) => key,
)

/** Reads a portfolio, gives its projects the KPI fields, and remembers what it holds. */
export async function connectPortfolio(deps: SyncDeps, portfolioGid: string): Promise<PortfolioContents> {
  const { asana, store, pins } = deps
  const read = await asana.readPortfolio(portfolioGid)
  const before = (await store.readPortfolioContents())[portfolioGid]
  const found = findFields(read.projectFields, pins, before?.fields)
  const { fields, findings } = deps.observeOnly
    ? { fields: found, findings: [] }
    : await giveKpiFields(deps, read, found)
  // Listed after the fields were given, so that the list shows them.
  const projectGids = await readPortfolioContents(deps, portfolioGid, before?.projectGids ?? [])
  const members = { portfolio: read.portfolio, projectGids, fields, findings }
  await store.savePortfolioContents(portfolioGid, members)
  return members
}

/** Its projects in its order. The list tells of many at once what would cost one request each. */
async function readPortfolioContents(
  { asana, store, log }: SyncDeps,
  portfolioGid: string,
  known: readonly string[],
): Promise<string[]> {
  // Dropped before they are read: whoever still works with older details must not put them back, and a change heard of
  // meanwhile makes them read again.
  const counts = await Promise.all(known.map((gid) => store.invalidateProject(gid)))
  const versions = new Map(known.map((gid, index) => [gid, counts[index] ?? 0]))
  const { projects, portfolios } = await asana.readPortfolioProjects(portfolioGid)
  for (const nested of portfolios) {
    log.warn({ gid: portfolioGid, nested: nested.gid }, 'Portfolio inside a portfolio: add it to ASANA_PORTFOLIOS')
  }
  for (const read of projects) {
    await store.cacheProject(read.project.gid, read, versions.get(read.project.gid) ?? 0)
  }
  return projects.map(({ project }) => project.gid)
}

/** Attaches the KPI fields that are missing; a refusal becomes a finding. */
async function giveKpiFields(
  deps: SyncDeps,
  { portfolio }: FetchedPortfolio,
  found: Fields,
): Promise<{ fields: Fields; findings: Finding[] }> {
  const missing = PROJECT_FIELDS.filter((key) => !found[key])
  if (missing.length === 0) return { fields: found, findings: [] }
  try {
    const given = await attachFieldDefinitions(deps, missing, (gid) =>
      deps.asana.addFieldToPortfolio(portfolio.gid, gid),
    )
    deps.log.info({ gid: portfolio.gid, fields: missing }, 'Gave the portfolio its KPI fields')
    return { fields: { ...found, ...toFields(deps, given) }, findings: [] }
  } catch (error) {
    const finding = toFinding(error, `give the portfolio ${portfolio.name} the KPI fields`)
    if (!finding) throw error
    deps.log.warn(
      { gid: portfolio.gid, code: finding.code, detail: String(error) },
      'Cannot give the portfolio its fields',
    )
    return { fields: found, findings: [finding] }
  }
}

function toFinding(error: unknown, what: string): Finding | undefined {
  if (!(error instanceof PortError)) return undefined
  if (error.kind === 'payment-required') return serviceFinding('fields-not-in-plan', what)
  if (error.kind === 'forbidden' || error.kind === 'bad-request') return serviceFinding('write-refused', what)
  return undefined
}
