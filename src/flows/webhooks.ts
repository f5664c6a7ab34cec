import { randomBytes } from 'node:crypto'
import {
  type AsanaPort,
  type Hook,
  type HookStore,
  type Log,
  PortError,
  type Webhook,
  type WebhookFilter,
} from './ports.ts'

export type WebhookDeps = Readonly<{
  asana: AsanaPort
  hooks: HookStore
  log: Log
  workspaceGid: string
  publicUrl: string
}>

type Resource = Readonly<{ gid: string; kind: Hook['kind'] }>

/** Our addresses end in this path; the token is unguessable and shows that the registration is ours. */
const OUR_TARGET = /\/webhooks\/asana\/(v2mom-[A-Za-z0-9_-]{43})$/

/** One good registration per resource: those missing are made, double, dead and orphaned ones are removed. */
export async function reconcileWebhooks(deps: WebhookDeps, wanted: readonly Resource[]): Promise<void> {
  const { asana, log } = deps
  const open = new Map(wanted.map((resource) => [resource.gid, resource]))
  for (const webhook of await asana.readWebhooks(deps.workspaceGid)) {
    const token = OUR_TARGET.exec(webhook.target)?.[1]
    if (!token) continue
    if (open.has(webhook.resourceGid) && (await isGood(deps, webhook, token))) open.delete(webhook.resourceGid)
    else await removeWebhook(deps, webhook, token)
  }
  for (const resource of open.values()) {
    await register(deps, resource).catch((error: unknown) => {
      if (!(error instanceof PortError) || !isFinal(error)) throw error
      log.warn(
        { resource: resource.gid, detail: error.message },
        'Asana refused a webhook; it is tried again at the next compare',
      )
    })
  }
}

/** Registers one webhook. Asana shakes hands at the new address before it answers. */
async function register({ asana, hooks, log, publicUrl }: WebhookDeps, { gid, kind }: Resource): Promise<void> {
  const token = `v2mom-${randomBytes(32).toString('base64url')}`
  const target = `${publicUrl}/webhooks/asana/${token}`
  await hooks.open({ token, resourceGid: gid, kind })
  const webhook = await createWithFilters(asana, gid, target, kind)
  if (webhook.secret) await hooks.accept(token, webhook.secret)
  await hooks.keep(token, webhook.gid)
  log.info({ resource: gid, webhook: webhook.gid }, `Listening to a ${kind}`)
}

async function createWithFilters(asana: AsanaPort, gid: string, target: string, kind: Hook['kind']) {
  const [all, plain] = kind === 'portfolio' ? [PORTFOLIO_FILTERS, PORTFOLIO_FILTERS] : [PROJECT_FILTERS, CORE_FILTERS]
  try {
    return await asana.createWebhook(gid, target, all)
  } catch (error) {
    // Which name a status update goes by in filters is not documented for certain.
    if (all !== plain && error instanceof PortError && error.failure === 'invalid') {
      return asana.createWebhook(gid, target, plain)
    }
    throw error
  }
}

async function isGood({ hooks, publicUrl }: WebhookDeps, webhook: Webhook, token: string): Promise<boolean> {
  const hook = await hooks.read(token)
  return (
    webhook.target.startsWith(`${publicUrl}/`) &&
    webhook.active &&
    hook?.secret !== undefined &&
    hook.resourceGid === webhook.resourceGid
  )
}

async function removeWebhook({ asana, hooks, log }: WebhookDeps, webhook: Webhook, token: string): Promise<void> {
  await asana.deleteWebhook(webhook.gid).catch((error: unknown) => {
    if (!(error instanceof PortError) || error.failure !== 'gone') throw error
  })
  await hooks.drop(token)
  log.info({ resource: webhook.resourceGid, webhook: webhook.gid }, 'Removed a webhook that is of no use any more')
}

function isFinal({ failure }: PortError): boolean {
  return failure === 'refused' || failure === 'invalid' || failure === 'gone' || failure === 'plan'
}

const ACTIONS = ['added', 'changed', 'deleted', 'removed', 'undeleted']

/** Stories are left out: our comments should not ring, and a field change rings through its task already. */
const CORE_FILTERS: readonly WebhookFilter[] = ['project', 'task', 'section'].flatMap((resource_type) =>
  ACTIONS.map((action) => ({ resource_type, action })),
)
const PROJECT_FILTERS: readonly WebhookFilter[] = [
  ...CORE_FILTERS,
  ...['project_status', 'status_update'].map((resource_type) => ({ resource_type, action: 'added' })),
]
/** Larger scopes accept a short list of filters only. */
const PORTFOLIO_FILTERS: readonly WebhookFilter[] = ['added', 'removed', 'deleted', 'undeleted'].map((action) => ({
  resource_type: 'project',
  action,
}))
