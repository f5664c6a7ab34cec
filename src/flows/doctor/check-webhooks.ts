import { quote } from '../../domain/strings/quote.ts'
import type { Named } from '../ports/asana-admin.ts'
import type { InspectedWebhook } from '../webhooks/inspect.ts'
import { isFailing, type WebhookState } from '../webhooks/status.ts'
import { type CheckResult, ok, problem, warning } from './check-result.ts'

const REPAIR = 'Run: npm run cli -- webhooks repair'

const PROBLEMS: Readonly<Record<Exclude<WebhookState, 'healthy'>, string>> = {
  'wrong-url': 'leads to another address than PUBLIC_URL',
  unknown: 'is not known to this service (any more)',
  'no-secret': 'has no secret here, so its deliveries cannot be verified',
  expiring: 'has failed for so long that Asana deletes it soon',
  inactive: 'was switched off by Asana after a failure',
  stale: 'has not rung for longer than nine hours',
}

/** Whether each tracked project and portfolio has a healthy webhook. */
export function checkWebhooks(inspected: readonly InspectedWebhook[], expected: readonly Named[]): CheckResult[] {
  const healthy = inspected.filter(({ state }) => state === 'healthy')
  const watched = new Set(healthy.map(({ webhook }) => webhook.resourceGid))
  const missing = expected.filter(({ gid }) => !watched.has(gid))
  const results = [
    ...checkMissing(missing, expected.length),
    ...inspected.flatMap((one) => checkWebhook(one, displayName(expected, one))),
  ]
  return results.length > 0
    ? results
    : [ok('Webhooks', `${expected.length} of ${expected.length} listen${lastSuccess(healthy)}.`)]
}

/** Without PUBLIC_URL the service polls; webhooks from before are reported. */
export function checkPolling(pollEveryMs: number, leftOver: number): CheckResult {
  const message = `PUBLIC_URL is not set, so changes are asked for every ${Math.round(pollEveryMs / 1000)} s.`
  if (leftOver === 0) return ok('Webhooks', message)
  return warning(
    'Webhooks',
    `${message} ${leftOver} of ours ${leftOver === 1 ? 'is' : 'are'} left over.`,
    'Run: npm run cli -- webhooks remove',
  )
}

function checkMissing(missing: readonly Named[], total: number): CheckResult[] {
  if (missing.length === 0) return []
  const names = missing.slice(0, 3).map(({ name }) => quote({ name }))
  const more = missing.length > 3 ? ` and ${missing.length - 3} more` : ''
  const message = `${missing.length} of ${total} are missing: ${names.join(', ')}${more}.`
  return [problem('Webhooks', message, `Start the service, which makes them. ${REPAIR}`)]
}

function checkWebhook({ webhook, state }: InspectedWebhook, name: string): CheckResult[] {
  if (state !== 'healthy') return [warning('Webhooks', `The webhook of ${name} ${PROBLEMS[state]}.`, REPAIR)]
  if (!isFailing(webhook)) return []
  const until = webhook.failureDeletionAt ? ` Asana deletes it at ${webhook.failureDeletionAt}.` : ''
  const reason = webhook.lastFailure ? ` (${webhook.lastFailure})` : ''
  const message = `Deliveries for ${name} fail${reason}.${until}`
  return [warning('Webhooks', message, 'Look at the line Public address and at the log of the service.')]
}

function displayName(expected: readonly Named[], { webhook }: InspectedWebhook): string {
  const found = expected.find(({ gid }) => gid === webhook.resourceGid)
  return found ? quote(found) : webhook.resourceGid
}

function lastSuccess(healthy: readonly InspectedWebhook[]): string {
  const last = healthy
    .flatMap(({ webhook }) => webhook.lastSuccessAt ?? [])
    .toSorted()
    .at(-1)
  return last ? `; the last delivery succeeded at ${last}` : ''
}
