import { removeWebhooks, rotateWebhooks, WEBHOOK_LOCK, type WebhookAdminDeps } from '../flows/webhooks/admin.ts'
import { type InspectedWebhook, inspectWebhooks } from '../flows/webhooks/inspect.ts'
import { reconcileWebhooks } from '../flows/webhooks/reconcile.ts'
import type { WebhookState } from '../flows/webhooks/status.ts'
import type { WebhookCounts } from '../flows/webhooks/types.ts'
import { plain } from './format.ts'
import { findProjects, type Session } from './session.ts'
import { UsageError } from './usage.ts'

const LOCK_WAIT_MS = 60_000

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

/** One webhook of ours for a person or a program; its address holds a secret word and stays out. */
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

/** `webhooks list`: the registrations of ours, and how each fares. */
export async function runList(session: Session): Promise<ListedWebhook[]> {
  const inspected = await inspectWebhooks(toDeps(session))
  return Promise.all(inspected.map((one) => toListed(session, one)))
}

/** `webhooks repair`: one good webhook for everything that is served, and no other of ours. True when all listen. */
export async function runRepair(session: Session): Promise<boolean> {
  const { config, deps, print } = session
  needPublicUrl(session)
  const projects = await findProjects(session)
  const wanted = [
    ...config.asana.portfolioGids.map((gid) => ({ gid, kind: 'portfolio' as const })),
    ...projects.map((gid) => ({ gid, kind: 'project' as const })),
  ]
  let active = 0
  const record = (counts: WebhookCounts) => {
    active = counts.active
  }
  const own = { ...toDeps(session), store: deps.store, onWebhooks: record }
  await deps.store.withLock(WEBHOOK_LOCK, LOCK_WAIT_MS, () => reconcileWebhooks(own, wanted))
  print(`${active} of ${wanted.length} listen.`)
  if (active === wanted.length) return true
  print(`Asana did not make the others. It shakes hands with the service at ${config.http.publicUrl}: is it running?`)
  print('npm run cli -- doctor tells more.')
  return false
}

/** `webhooks rotate`: new secrets and addresses, the new one made before the old one goes. */
export async function runRotate(session: Session): Promise<void> {
  needPublicUrl(session)
  const count = await rotateWebhooks(toDeps(session))
  session.print(count === 0 ? 'There is no good webhook to rotate.' : `${count} have a new secret and address.`)
}

/** `webhooks remove`: no registration of ours is left in the workspace. */
export async function runRemove(session: Session): Promise<void> {
  const count = await removeWebhooks(toDeps(session))
  session.print(count === 0 ? 'There was none of ours.' : `${count} removed.`)
}

/** A list as lines. */
export function renderWebhooks(listed: readonly ListedWebhook[]): string[] {
  if (listed.length === 0) return ['No webhook of ours is registered in this workspace.']
  return listed.map(({ resource, state, last_success_at, last_failure, last_failure_at }) => {
    const last = last_success_at ? `last success ${last_success_at}` : 'no delivery has succeeded yet'
    const failure = last_failure_at ? `, last failure ${last_failure_at} ${plain(last_failure ?? '')}` : ''
    return `${state.padEnd(9)}  ${resource.kind} ${plain(resource.name ?? resource.gid)}: ${last}${failure}`
  })
}

function toDeps({ config, context, deps }: Session): WebhookAdminDeps {
  const { webhooks } = context
  return { ...deps, webhooks, publicUrl: config.http.publicUrl ?? '' }
}

function needPublicUrl({ config }: Session): void {
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
