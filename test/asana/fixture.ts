import { createAsanaGateway } from '../../src/asana/gateway.ts'
import type { AsanaPort } from '../../src/flows/ports/index.ts'
import type { Listening, Sandbox } from '../../src/sandbox/server.ts'
import { createUnlimitedRateLimiter } from '../../src/store/rate-limiter.ts'
import { startSandbox } from '../support/sandbox.ts'

/** A sandbox Asana with one portfolio that holds one project, and the gateway of the bot. */
export type AsanaAdminClient = Readonly<{
  sandbox: Sandbox & Listening
  asana: AsanaPort
  bot: string
  ann: string
  workspace: string
  portfolio: string
  project: string
  section: string
  fields: Readonly<Record<'actual' | 'unit' | 'type' | 'reach' | 'share', string>>
  close(): Promise<void>
}>

export const NOW = '2026-11-18T10:00:00.000Z'

export async function createAdminClient(): Promise<AsanaAdminClient> {
  const sandbox = await startSandbox({ now: () => new Date(NOW), requestsPerMinute: Number.POSITIVE_INFINITY })
  const { world } = sandbox
  const workspace = world.addWorkspace({ name: 'Marketing' }).gid
  const bot = world.addUser({ name: 'Bot' }).gid
  const ann = world.addUser({ name: 'Ann' }).gid
  const by = { by: ann }
  const field = { workspace, description: '' }
  const actual = world.addField({ ...field, name: 'Actual', subtype: 'number', precision: 2, format: 'none' })
  const unit = world.addField({ ...field, name: 'Unit', subtype: 'text' })
  const options = [{ name: 'Reach' }, { name: 'Old', enabled: false }]
  const type = world.addField({ ...field, name: 'Measure type', subtype: 'enum', options })
  const share = world.addField({ ...field, name: 'Share', subtype: 'number', precision: 1, format: 'percentage' })
  const portfolio = world.addPortfolio({ workspace, name: 'Europe', isPublic: true }, by).gid
  const project = world.addProject(
    {
      workspace,
      name: 'Fairs',
      notes: { html: '<body><strong>Vision</strong>\nFull halls<ul><li>Madrid</li></ul></body>' },
      owner: ann,
      startOn: '2026-01-01',
      dueOn: '2026-12-31',
    },
    by,
  ).gid
  world.addItem(portfolio, project, by)
  for (const { gid } of [actual, unit, type]) world.addFieldSetting(project, gid, by)
  world.addFieldSetting(portfolio, share.gid, by)
  const token = world.addToken(bot, 'office-token')
  return {
    ...{ sandbox, bot, ann, workspace, portfolio, project },
    asana: createAsanaGateway({ baseUrl: sandbox.url, token, rateLimiter: createUnlimitedRateLimiter() }),
    section: world.addSection(project, { name: 'Measures' }, by).gid,
    fields: {
      ...{ actual: actual.gid, unit: unit.gid, type: type.gid, share: share.gid },
      reach: type.options[0]?.gid ?? '',
    },
    close: sandbox.close,
  }
}
