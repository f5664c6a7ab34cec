import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import { type Role, startService } from '../../../src/app/start-service.ts'
import { parseConfig } from '../../../src/config/config.ts'
import { QUEUE_NAME, QUEUE_PREFIX } from '../../../src/jobs/queue.ts'
import { createLog } from '../../../src/logging/logger.ts'
import { type ClockStart, createClock } from '../machine/clock.ts'
import { serve } from '../machine/rpc.ts'
import { readUsage } from '../machine/usage.ts'

export type ServiceOptions = Readonly<{ role: Role; clock: ClockStart; env: Readonly<Record<string, string>> }>
export type ServiceFunctions = typeof functions

/** The real service in a process of its own. */
const options = JSON.parse(process.argv[2] ?? '') as ServiceOptions
const clock = createClock(options.clock)
const config = parseConfig(options.env)
const log = createLog({ level: 'error', stream: { write: (line) => void process.stderr.write(line) }, pretty: false })
const service = await startService(config, log, { role: options.role, clock: clock.now })

const functions = {
  compare: () => service.jobs.enqueueReconcile(),
  hasPendingJobs: () => service.jobs.hasPendingJobs(),
  /** What the scheduler does when the weekly hour has come. */
  async weekly(): Promise<void> {
    const connection = new Redis(config.redisUrls[0] ?? '', { maxRetriesPerRequest: null })
    const queue = new Queue(QUEUE_NAME, { connection, prefix: QUEUE_PREFIX })
    await queue.add('post-weekly-updates', {})
    await queue.close()
    connection.disconnect()
  },
  travel: clock.travel,
  usage: readUsage,
}
serve(functions, async () => service[Symbol.asyncDispose]())
