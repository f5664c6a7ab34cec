/** What Redis knows of the whole service, whichever process asks. */
export type ServiceStats = Readonly<{
  jobs: Readonly<Record<JobState, number>>
  rateLimiter: Readonly<{
    /** Requests that may start at once. */
    tokens: number
    /** How long requests are paused, by Asana's Retry-After. */
    blockedMs: number
    reads: number
    writes: number
  }>
  projects: Readonly<{ tracked: number; unread: number; closed: number }>
  /** Of the project that was compared with Asana longest ago; undefined while none was. */
  mirrorAgeMs: number | undefined
  /** Since the last full compare; undefined before the first. */
  reconcileAgeMs: number | undefined
  reconcileEveryMs: number
  webhooks: Readonly<{
    active: number
    wanted: number
    /** Since the quietest of them last rang or gave its heartbeat. */
    silenceMs: number | undefined
  }>
}>

export const JOB_STATES = ['waiting', 'prioritized', 'active', 'delayed', 'failed'] as const
export type JobState = (typeof JOB_STATES)[number]
