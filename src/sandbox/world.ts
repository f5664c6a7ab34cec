import type { State } from './state.ts'
import * as fields from './world/fields.ts'
import * as followers from './world/followers.ts'
import * as people from './world/people.ts'
import * as places from './world/places.ts'
import * as portfolios from './world/portfolios.ts'
import * as projectBriefs from './world/project-briefs.ts'
import * as projects from './world/projects.ts'
import * as sections from './world/sections.ts'
import * as settings from './world/settings.ts'
import * as statuses from './world/statuses.ts'
import * as stories from './world/stories.ts'
import * as tags from './world/tags.ts'
import * as edits from './world/task-edits.ts'
import * as tasks from './world/tasks.ts'
import * as trash from './world/trash.ts'
import * as values from './world/values.ts'

const OPERATIONS = {
  ...people,
  ...projects,
  ...projectBriefs,
  ...sections,
  ...places,
  ...tasks,
  ...edits,
  ...trash,
  ...fields,
  ...settings,
  ...values,
  ...stories,
  ...followers,
  ...tags,
  ...portfolios,
  ...statuses,
}

type Bound<V> = { [K in keyof V]: V[K] extends (state: State, ...rest: infer A) => infer R ? (...rest: A) => R : never }

/** The state and everything a person can do to it. The last argument of each verb says who does it and when. */
export type World = Readonly<{ state: State }> & Omit<Bound<typeof OPERATIONS>, 'writeValues'>

/** Gives the verbs of `world/` the state they work on. */
export function createWorld(state: State): World {
  const bound = Object.entries(OPERATIONS).map(([name, operation]) => [
    name,
    (...rest: unknown[]) => (operation as (state: State, ...rest: unknown[]) => unknown)(state, ...rest),
  ])
  return { state, ...Object.fromEntries(bound) }
}
