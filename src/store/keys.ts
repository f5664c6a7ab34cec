/** Every Redis key of the service's memory. What belongs to one id shares a hash tag, so that a cluster keeps it together. */
export const keys = {
  project: (gid: string) => `v2mom:project:{${gid}}`,
  histories: (gid: string) => `v2mom:histories:{${gid}}`,
  /** Hash: task gid → its place and itself, of a project that fills several pages. */
  mirror: (gid: string) => `v2mom:mirror:{${gid}}`,
  /** Set of the tasks that were heard of. */
  touched: (gid: string) => `v2mom:touched:{${gid}}`,
  portfolio: (gid: string) => `v2mom:portfolio:{${gid}}`,
  hook: (token: string) => `v2mom:hook:{${token}}`,
  sync: (gid: string) => `v2mom:sync:{${gid}}`,
  lock: (name: string) => `v2mom:lock:{${name}}`,
  /** Set of project gids something is remembered of. */
  projects: 'v2mom:projects',
  /** Hash: portfolio gid → what it holds. */
  members: 'v2mom:members',
  /** The workspace's fields that serve ours, as last looked for. */
  workspaceFields: 'v2mom:workspace-fields',
  /** Set of the gids of what the service fills: its fields and health tasks. */
  ownGids: 'v2mom:own',
  /** Set of project gids Asana does not let us see. */
  closed: 'v2mom:closed',
  /** Set of the tokens of all registrations. */
  hookTokens: 'v2mom:hook-tokens',
  rateLimiter: 'v2mom:budget',
  /** When everything was last compared. */
  reconciledAt: 'v2mom:reconciled-at',
} as const
