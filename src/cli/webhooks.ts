import { removeWebhooks, rotateWebhooks, WEBHOOK_LOCK, type WebhookAdminDeps } from '../flows/webhooks/admin.ts'
import { type InspectedWebhook, inspectWebhooks } from '../flows/webhooks/inspect.ts'
import { reconcileWebhooks } from '../flows/webhooks/reconcile.ts'
import type { WebhookState } from '../flows/webhooks/status.ts'
import type { WebhookCounts } from '../flows/webhooks/types.ts'
import { UsageError } from './errors.ts'
import { stripControlChars } from './format.ts'
import { findProjects, LOCK_WAIT_MS } from './projects.ts'
import type { Session } from './session.ts'

/** The words for the states in the list and its JSON. */
const STATE_LABELS = {
  healthy: 'good',
  'wrong-url': 'elsewhere',
  unknown: 'forgotten',
  'no-secret': 'no-secret',
  expiring: 'dying',
  inactive: 'inactive',
  stale: 'silent',
} as const satisfies Record<WebhookState, string>

/** One webhook of this service as `webhooks list --json` prints it. Its target URL contains the webhook token and is left out. */
export type ListedWebhook = Readonly<{
  gid: string
  resource: Readonly<{ gid: string; kind: string; name: string | null }>
  state: (typeof STATE_LABELS)[WebhookState]
  active: boolean
  last_success_at: string | null
  last_failure_at: string | null
  last_failure: string | null
  failure_deletion_at: string | null
}>

/** `webhooks list`: the webhooks of this service in the workspace, each with its state. */
export async function runList(session: Session): Promise<ListedWebhook[]> {
  const inspected = await inspectWebhooks(toDeps(session))
  return Promise.all(inspected.map((one) => toListed(session, one)))
}

/** `webhooks repair`: one healthy webhook for each tracked project and portfolio. True when none is missing. */
export async function runRepair(session: Session): Promise<boolean> {
  const { config, deps, stdout } = session
  requirePublicUrl(session)
  const projects = await findProjects(session)
  const wanted = [
    ...config.asana.portfolioGids.map((gid) => ({ gid, kind: 'portfolio' as const })),
    ...projects.map((gid) => ({ gid, kind: 'project' as const })),
  ]
  let active = 0
  const record = (counts: WebhookCounts) => {
    active = counts.active
  }
  const reconcileDeps = { ...toDeps(session), store: deps.store, onWebhooks: record }
  await deps.store.withLock(WEBHOOK_LOCK, LOCK_WAIT_MS, () => reconcileWebhooks(reconcileDeps, wanted))
  stdout(`${active} of ${wanted.length} listen.`)
  if (active === wanted.length) return true
  stdout(`Asana did not make the others. It shakes hands with the service at ${config.http.publicUrl}: is it running?`)
  stdout('npm run cli -- doctor tells more.')
  return false
}

/** `webhooks rotate`: a new secret and target URL for each, created before the old webhook is deleted. */
export async function runRotate(session: Session): Promise<void> {
  requirePublicUrl(session)
  const count = await rotateWebhooks(toDeps(session))
  session.stdout(count === 0 ? 'There is no good webhook to rotate.' : `${count} have a new secret and address.`)
}

/** `webhooks remove`: deletes every webhook of this service in the workspace. */
export async function runRemove(session: Session): Promise<void> {
  const count = await removeWebhooks(toDeps(session))
  session.stdout(count === 0 ? 'There was none of ours.' : `${count} removed.`)
}

export function renderWebhooks(listed: readonly ListedWebhook[]): string[] {
  if (listed.length === 0) return ['No webhook of ours is registered in this workspace.']
  return listed.map(({ resource, state, last_success_at, last_failure, last_failure_at }) => {
    const last = last_success_at ? `last success ${last_success_at}` : 'no delivery has succeeded yet'
    const failure = last_failure_at ? `, last failure ${last_failure_at} ${stripControlChars(last_failure ?? '')}` : ''
    return `${state.padEnd(9)}  ${resource.kind} ${stripControlChars(resource.name ?? resource.gid)}: ${last}${failure}`
  })
}

function toDeps({ config, context, deps }: Session): WebhookAdminDeps {
  const { webhooks } = context
  return { ...deps, webhooks, publicUrl: config.http.publicUrl ?? '' }
}

function requirePublicUrl({ config }: Session): void {
  if (config.http.publicUrl) return
  throw new UsageError('PUBLIC_URL is not set, so the service asks Asana itself and needs no webhooks.')
}

async function toListed({ deps }: Session, { webhook, record, state }: InspectedWebhook): Promise<ListedWebhook> {
  const gid = webhook.resourceGid
  const members = await deps.store.readPortfolioContents()
  const portfolio = members[gid]?.portfolio.name
  const name = portfolio ?? (await deps.store.readProject(gid)).summary?.name
  return {
    gid: webhook.gid,
    resource: { gid, kind: record?.kind ?? (portfolio ? 'portfolio' : 'project'), name: name ?? null },
    state: STATE_LABELS[state],
    active: webhook.active,
    last_success_at: webhook.lastSuccessAt ?? null,
    last_failure_at: webhook.lastFailureAt ?? null,
    last_failure: webhook.lastFailure ?? null,
    failure_deletion_at: webhook.failureDeletionAt ?? null,
  }
}
