import type { Handlers } from '../jobs/worker.ts'
import type { WorkMetrics } from './jobs.ts'

/** The same handlers, each refresh of a project timed. */
export function instrumentHandlers(handlers: Handlers, metrics: Pick<WorkMetrics, 'refresh' | 'freshness'>): Handlers {
  return {
    ...handlers,
    async 'sync-project'(data, attempt) {
      const { eventReceivedAt } = data
      const cause = eventReceivedAt === undefined ? 'compare' : 'change'
      const startedAt = performance.now()
      const finish = (outcome: 'done' | 'unfinished') =>
        metrics.refresh({ cause, outcome, seconds: (performance.now() - startedAt) / 1000 })
      try {
        await handlers['sync-project'](data, attempt)
      } catch (error) {
        finish('unfinished')
        throw error
      }
      finish('done')
      // The clocks of two machines may differ.
      if (eventReceivedAt !== undefined) metrics.freshness(Math.max(Date.now() - eventReceivedAt, 0) / 1000)
    },
  }
}
