import type { WebhookStore } from '../flows/ports/index.ts'
import { readTrackedProjects } from '../flows/sync/tracked-projects.ts'
import type { Jobs } from '../jobs/queue.ts'
import { JOB_STATES, type ServiceStats } from '../metrics/service-stats.ts'
import { keys } from '../store/keys.ts'
import { readRateLimiter } from '../store/rate-limiter-stats.ts'
import { readReconciledAt, readVerifiedAts } from '../store/sync-timestamps.ts'
import type { Context } from './context.ts'

/** How long ago an instant was, in milliseconds. */
type ToAge = (instant: string) => number

/** Reads from Redis how the whole service stands. It asks Asana nothing. */
export async function readServiceStats(context: Context, jobs: Jobs): Promise<ServiceStats> {
  const { config, redis, clock, webhooks } = context
  const toAge: ToAge = (instant) => Math.max(clock().getTime() - Date.parse(instant), 0)
  const { requestsPerMinute } = config.asana
  const [counts, rateLimiter, mirror, reconciledAt, webhookStats] = await Promise.all([
    jobs.counts(),
    readRateLimiter(redis, { key: keys.rateLimiter, requestsPerMinute }),
    readTaskCache(context, toAge),
    readReconciledAt(redis),
    readWebhooks(webhooks, toAge),
  ])
  return {
    jobs: Object.fromEntries(JOB_STATES.map((state) => [state, counts[state] ?? 0])) as ServiceStats['jobs'],
    rateLimiter,
    projects: mirror.projects,
    mirrorAgeMs: mirror.ageMs,
    reconcileAgeMs: reconciledAt === undefined ? undefined : toAge(reconciledAt),
    reconcileEveryMs: config.reconcileEveryMs,
    webhooks: { wanted: config.http.publicUrl ? mirror.open : 0, ...webhookStats },
  }
}

/** How far the mirror is behind, and how many projects and portfolios are open to us. */
async function readTaskCache({ config, redis, store }: Context, toAge: ToAge) {
  const { projectGids, portfolioGids } = config.asana
  const [tracked, closed] = await Promise.all([
    readTrackedProjects(store, { projects: projectGids, portfolios: portfolioGids }),
    store.readInaccessibleProjects(),
  ])
  const open = tracked.filter((gid) => !closed.has(gid))
  const ages = (await readVerifiedAts(redis, open)).flatMap((at) => (at === undefined ? [] : [toAge(at)]))
  return {
    projects: { tracked: tracked.length, unread: open.length - ages.length, closed: tracked.length - open.length },
    ageMs: longest(ages),
    open: open.length + portfolioGids.filter((gid) => !closed.has(gid)).length,
  }
}

/** Registrations that came back with a gid and whose deliveries can be verified. */
async function readWebhooks(webhooks: WebhookStore, toAge: ToAge) {
  const known = await Promise.all([...(await webhooks.readTokens())].map((token) => webhooks.read(token)))
  const active = known.filter((hook) => hook?.webhookGid !== undefined && hook.secret !== undefined)
  const silences = active.flatMap((hook) => (hook ? [toAge(hook.lastDeliveryAt ?? hook.createdAt)] : []))
  return { active: active.length, silenceMs: longest(silences) }
}

function longest(ages: readonly number[]): number | undefined {
  return ages.length === 0 ? undefined : Math.max(...ages)
}
