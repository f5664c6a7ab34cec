import { unknownObject } from '../errors.ts'
import { aGid, anObject, aRef, as, aText, listOf, need, readInput } from '../input.ts'
import { lookUp, named } from '../path-gid.ts'
import { type Answer, type Call, created, list, nothing, one, type Route } from '../route.ts'
import type { Filter, Webhook } from '../state.ts'
import { checkFilters } from '../webhooks/filters.ts'
import type { Hooks } from '../webhooks/hooks.ts'

const FILTER = {
  resource_type: as('resource_type', aText),
  resource_subtype: as('resource_subtype', aText),
  action: as('action', aText),
  fields: as('fields', listOf(aText)),
}
const NEW = {
  resource: as('resource', aRef('project', 'portfolio', 'task', 'workspace')),
  target: as('target', aText),
  filters: as('filters', listOf(aFilter)),
}

/** Webhooks; each user sees only those made with the own token. */
export function createWebhookRoutes(hooks: Hooks): readonly Route[] {
  return [
    { method: 'GET', path: '/webhooks', handle: listWebhooks },
    { method: 'POST', path: '/webhooks', handle: (call) => createWebhook(call, hooks) },
    {
      method: 'GET',
      path: '/webhooks/{webhook_gid}',
      handle: (call) => one(call, call.view.show('webhook', own(call).gid)),
    },
    { method: 'PUT', path: '/webhooks/{webhook_gid}', handle: changeFilters },
    {
      method: 'DELETE',
      path: '/webhooks/{webhook_gid}',
      handle: (call) => {
        call.world.state.tables.webhook.delete(own(call).gid)
        return nothing()
      },
    },
  ]
}

function own(call: Call): Webhook {
  const webhook = named(call, 'webhook')
  if (webhook.user !== call.user) throw unknownObject('webhook', webhook.gid)
  return webhook
}

function listWebhooks(call: Call): Answer {
  lookUp(call, 'workspace', need(call.query['workspace'], 'workspace'))
  const resource = call.query['resource']
  if (resource !== undefined) aGid(resource, 'resource')
  const webhooks = [...call.world.state.tables.webhook.values()].filter(
    (webhook) => webhook.user === call.user && (resource ?? webhook.resource) === webhook.resource,
  )
  return list(call, webhooks, ({ gid }) => call.view.show('webhook', gid))
}

async function createWebhook(call: Call, hooks: Hooks): Promise<Answer> {
  const { resource, target, filters = [] } = readInput(call, NEW)
  const webhook = await hooks.create(call.user, {
    resource: need(resource, 'resource'),
    target: need(target, 'target'),
    filters,
  })
  const answer = created(call, 'webhooks', webhook.gid, call.view.show('webhook', webhook.gid))
  return { ...answer, body: { ...Object(answer.body), 'X-Hook-Secret': webhook.secret } }
}

/** The only thing that can be changed, and only as a whole. */
function changeFilters(call: Call): Answer {
  const webhook = own(call)
  const filters = need(readInput(call, { filters: NEW.filters }).filters, 'filters')
  checkFilters(call.world.state, webhook.resource, filters)
  webhook.filters = filters
  return one(call, call.view.show('webhook', webhook.gid))
}

function aFilter(sent: unknown, property: string, call: Call): Filter {
  return readInput(call, FILTER, anObject(sent, property))
}
