import type { Act, Action, Change, Gid, Ref, State } from '../state.ts'
import { timeOf } from './find.ts'

export type ChangeEvent = Readonly<{
  action: Action
  resource: Ref
  parent?: Ref
  change?: NonNullable<Change['change']>
  scopes: Iterable<Gid>
}>

/** Emits every change to all listeners; history (an act with a date) stays silent. */
export function announce(state: State, act: Act, news: ChangeEvent): void {
  if (act.at !== undefined) return
  const change: Change = {
    at: timeOf(state, act),
    user: act.by,
    action: news.action,
    resource: news.resource,
    parent: news.parent ?? null,
    ...(news.change && { change: news.change }),
    scopes: new Set(news.scopes),
  }
  for (const listener of state.listeners) listener(change)
}

/** Does several changes as one: when it fails half-way, the first half is not emitted. */
export function batchChanges<T>(state: State, work: () => T): T {
  const held: Change[] = []
  const listeners = [...state.listeners]
  state.listeners.clear()
  state.listeners.add((change) => held.push(change))
  let result: T
  try {
    result = work()
  } finally {
    state.listeners.clear()
    for (const listener of listeners) state.listeners.add(listener)
  }
  for (const change of held) for (const listener of listeners) listener(change)
  return result
}

/** Everything an event of a task bubbles up to: the task, the tasks above it, and the projects of them all. */
export function scopesOfTask(state: State, taskGid: Gid): Gid[] {
  const task = state.tables.task.get(taskGid)
  if (task === undefined) return [taskGid]
  const above = task.parent === undefined ? [] : scopesOfTask(state, task.parent)
  return [taskGid, ...projectsOfTask(state, taskGid), ...above]
}

/** The projects a task stands in. */
export function projectsOfTask(state: State, taskGid: Gid): Gid[] {
  const sections = state.tables.task.get(taskGid)?.sections ?? []
  return sections.flatMap((gid) => state.tables.section.get(gid)?.project ?? [])
}

/** A project, the portfolios that hold it, and its workspace; for a portfolio likewise. */
export function scopesOfItem(state: State, gid: Gid): Gid[] {
  const item = state.tables.project.get(gid) ?? state.tables.portfolio.get(gid)
  return [gid, ...portfoliosAbove(state, gid), ...(item ? [item.workspace] : [])]
}

/** The portfolios that hold an item directly. */
export function portfoliosHolding(state: State, gid: Gid): Gid[] {
  const holders: Gid[] = []
  for (const portfolio of state.tables.portfolio.values())
    if (portfolio.items.includes(gid)) holders.push(portfolio.gid)
  return holders
}

function portfoliosAbove(state: State, gid: Gid): Gid[] {
  return portfoliosHolding(state, gid).flatMap((holder) => [holder, ...portfoliosAbove(state, holder)])
}
