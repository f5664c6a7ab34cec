import type {
  Field,
  Gid,
  Portfolio,
  Project,
  ProjectBrief,
  Section,
  Status,
  Story,
  Tag,
  Task,
  User,
  Webhook,
  Workspace,
} from './entities.ts'

export * from './entities.ts'

/** The tables by Asana's resource type. */
export type Tables = {
  user: User
  workspace: Workspace
  project: Project
  project_brief: ProjectBrief
  section: Section
  task: Task
  custom_field: Field
  story: Story
  tag: Tag
  portfolio: Portfolio
  status_update: Status
  webhook: Webhook
}
export type ResourceType = keyof Tables

export type State = Readonly<{
  now: () => Date
  nextGid: () => Gid
  tables: { readonly [T in ResourceType]: Map<Gid, Tables[T]> }
  /** token → user */
  tokens: Map<string, Gid>
  /** Deleted tasks, from which they can be brought back. */
  trash: Map<Gid, Task>
  /** Stories of a task and statuses of a project or portfolio, oldest first. */
  children: Map<Gid, Gid[]>
  /** Where links to objects lead; a demo may put its own page there. */
  links: { base: string }
  /** Told of every change that is an event. */
  listeners: Set<(change: Change) => void>
}>

export type Ref = Readonly<{ gid: Gid; resource_type: string; resource_subtype?: string; enum_value?: Ref }>
export type Action = 'changed' | 'added' | 'removed' | 'deleted' | 'undeleted'

/** An event before it is cut for a receiver: `scopes` are the gids of everything it bubbles up to. */
export type Change = Readonly<{
  at: Date
  user: Gid | undefined
  action: Action
  resource: Ref
  parent: Ref | null
  change?: Readonly<{
    field: string
    action: 'changed' | 'added' | 'removed'
    new_value?: Ref
    added_value?: Ref
    removed_value?: Ref
  }>
  scopes: ReadonlySet<Gid>
}>

/** Who makes a change, and when. A change with a date of its own is history: no webhook hears of it. */
export type Act = Readonly<{ by?: Gid | undefined; at?: Date | undefined; source?: 'web' | 'api' }>

/** An empty state; gids are digit strings counted up from 1200000000000001. */
export function createState(now: () => Date = () => new Date()): State {
  let last = 1_200_000_000_000_000
  return {
    now,
    nextGid: () => String(++last),
    tables: {
      user: new Map(),
      workspace: new Map(),
      project: new Map(),
      project_brief: new Map(),
      section: new Map(),
      task: new Map(),
      custom_field: new Map(),
      story: new Map(),
      tag: new Map(),
      portfolio: new Map(),
      status_update: new Map(),
      webhook: new Map(),
    },
    tokens: new Map(),
    trash: new Map(),
    children: new Map(),
    links: { base: 'https://app.asana.com' },
    listeners: new Set(),
  }
}
