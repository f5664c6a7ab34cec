import type { Filter, Gid, Webhook } from '../state.ts'
import { inline, instant, type Shape, type Thing, type View } from './shape.ts'

export const WEBHOOK: Shape<Webhook> = {
  compact: ['gid', 'resource_type', 'active', 'resource', 'target'],
  optIn: [
    'delivery_retry_count',
    'failure_deletion_timestamp',
    'last_failure_at',
    'last_failure_content',
    'last_success_at',
    'next_attempt_after',
  ],
  read: {
    gid: (webhook) => webhook.gid,
    resource_type: () => 'webhook',
    active: (webhook) => webhook.active,
    created_at: (webhook) => instant(webhook.createdAt),
    delivery_retry_count: (webhook) => webhook.deliveryRetryCount,
    failure_deletion_timestamp: (webhook) => instant(webhook.failureDeletionAt) ?? undefined,
    filters: (webhook) => webhook.filters.map(showFilter),
    last_failure_at: (webhook) => instant(webhook.lastFailureAt) ?? undefined,
    last_failure_content: (webhook) => webhook.lastFailureContent,
    last_success_at: (webhook) => instant(webhook.lastSuccessAt) ?? undefined,
    next_attempt_after: (webhook) => instant(webhook.nextAttemptAfter) ?? undefined,
    resource: (webhook, view) => resourceOf(view, webhook.resource),
    target: (webhook) => webhook.target,
  },
}

function showFilter(filter: Filter): Thing {
  return inline({
    resource_type: filter.resource_type,
    resource_subtype: filter.resource_subtype,
    action: filter.action,
    fields: filter.fields,
  })
}

const WATCHABLE = ['project', 'portfolio', 'task', 'workspace', 'section'] as const

/** Whatever can be watched, behind its shape; null when there is no such thing. */
export function resourceOf(view: View, gid: Gid): Thing | null {
  const type = WATCHABLE.find((candidate) => view.state.tables[candidate].has(gid))
  return type === undefined ? null : view.show(type, gid)
}
