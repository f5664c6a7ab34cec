/**
 * Every Redis key of the service's state, with its type. JSON members are written and read by `redis-store`, which owns
 * their shapes. Keys about one project, portfolio, webhook or lock carry its id as a hash tag, so that the commands of
 * one transaction stay on one node of a cluster.
 */
export const keys = {
  /**
   * Hash of one project: `summary` JSON ProjectSummary · `records` JSON V2momRecord[] · `state` JSON ProjectState ·
   * `verifiedAt` ISO instant of the last sync · `version` integer, counts known changes of the project itself ·
   * `project` JSON `{ version, project: FetchedProject }`, the cached copy and the version that it was read at.
   */
  project: (gid: string) => `v2mom:project:{${gid}}`,
  /** Hash of one project: measure task gid → JSON Point[], the actual history. */
  histories: (gid: string) => `v2mom:histories:{${gid}}`,
  /** Hash of one project that fills several pages: task gid → JSON `[position, FetchedTask]`. */
  tasks: (gid: string) => `v2mom:tasks:{${gid}}`,
  /** Set of one project: `<task gid> <mark>`, or `* <mark>` for all its tasks; see DirtyTask. */
  dirtyTasks: (gid: string) => `v2mom:dirty-tasks:{${gid}}`,
  /** Hash of one portfolio: `summary` JSON PortfolioSummary with the gids of its projects · `state` JSON ProjectState. */
  portfolio: (gid: string) => `v2mom:portfolio:{${gid}}`,
  /**
   * Hash of one webhook: `resourceGid` · `kind` project or portfolio · `awaitingHandshake` 0 or 1 · `createdAt` and
   * `lastDeliveryAt` ISO instants · `secret` encrypted by the secret box · `webhookGid`. Expires unless the handshake comes.
   */
  webhook: (token: string) => `v2mom:webhook:{${token}}`,
  /** String: the cursor of the events endpoint for one project. */
  eventsCursor: (gid: string) => `v2mom:events-cursor:{${gid}}`,
  /** String: the random id of the lock's holder. Expires with the lease. */
  lock: (name: string) => `v2mom:lock:{${name}}`,
  /** Set: the gids of all projects that were synced and not deleted. */
  projects: 'v2mom:projects',
  /** Hash: portfolio gid → JSON PortfolioContents. */
  portfolioContents: 'v2mom:portfolio-contents',
  /** String: JSON WorkspaceFields. Expires after some minutes. */
  workspaceFields: 'v2mom:workspace-fields',
  /** Set: the gids of the fields and health tasks that the service fills. */
  botManagedGids: 'v2mom:bot-managed-gids',
  /** Set: the gids of projects that Asana answers with 403 or 404. */
  inaccessibleProjects: 'v2mom:inaccessible-projects',
  /** Set: the gids of projects whose webhook Asana refused. */
  unwatchedProjects: 'v2mom:unwatched-projects',
  /** Set: the tokens of all webhooks. */
  webhookTokens: 'v2mom:webhook-tokens',
  /**
   * Prefix of the four keys of the rate limiter: `bucket` hash of `tokens` and `at` (epoch ms) · `blocked` string, its TTL
   * is the pause · `read` and `write` sorted sets, lease id → end of the lease (epoch ms).
   */
  rateLimiter: 'v2mom:rate-limit',
  /** String: ISO instant of the last complete reconcile. */
  reconciledAt: 'v2mom:reconciled-at',
} as const
