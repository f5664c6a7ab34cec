/** Every Redis key of the service's memory. What belongs to one id shares a hash tag, so that a cluster keeps it together. */
export const keys = {
  project: (gid: string) => `v2mom:project:{${gid}}`,
  histories: (gid: string) => `v2mom:histories:{${gid}}`,
  /** Hash: task gid → its place and itself, of a project that fills several pages. */
  tasks: (gid: string) => `v2mom:tasks:{${gid}}`,
  /** Set of the tasks that were heard of. */
  dirtyTasks: (gid: string) => `v2mom:dirty-tasks:{${gid}}`,
  portfolio: (gid: string) => `v2mom:portfolio:{${gid}}`,
  webhook: (token: string) => `v2mom:webhook:{${token}}`,
  eventsCursor: (gid: string) => `v2mom:events-cursor:{${gid}}`,
  lock: (name: string) => `v2mom:lock:{${name}}`,
  /** Set of project gids something is remembered of. */
  projects: 'v2mom:projects',
  /** Hash: portfolio gid → what it holds. */
  portfolioContents: 'v2mom:portfolio-contents',
  /** The workspace's fields that serve ours, as last looked for. */
  workspaceFields: 'v2mom:workspace-fields',
  /** Set of the gids of what the service fills: its fields and health tasks. */
  botManagedGids: 'v2mom:bot-managed-gids',
  /** Set of project gids Asana does not let us see. */
  inaccessibleProjects: 'v2mom:inaccessible-projects',
  /** Set of the gids of projects whose webhook Asana refused. */
  unwatchedProjects: 'v2mom:unwatched-projects',
  /** Set of the tokens of all registrations. */
  webhookTokens: 'v2mom:webhook-tokens',
  rateLimiter: 'v2mom:rate-limit',
  /** When everything was last compared. */
  reconciledAt: 'v2mom:reconciled-at',
} as const
