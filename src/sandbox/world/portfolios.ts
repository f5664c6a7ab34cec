import { invalid } from '../errors.ts'
import type { Act, Action, Day, Gid, Portfolio, Ref, State } from '../state.ts'
import { announce, scopesOfItem } from './announce.ts'
import { checkPeriod } from './dates.ts'
import { drop, find, refTo, timeOf } from './find.ts'
import { needPaid } from './plan.ts'
import { writeValues } from './values.ts'

export type NewPortfolio = {
  workspace: Gid
  name: string
  owner?: Gid | null
  color?: string
  startOn?: Day | null
  dueOn?: Day | null
  archived?: boolean
  isPublic?: boolean
}
export type PortfolioPatch = Partial<Omit<NewPortfolio, 'workspace'>> & { values?: Readonly<Record<Gid, unknown>> }

/** A portfolio, owned by its maker unless told. */
export function addPortfolio(state: State, input: NewPortfolio, act: Act = {}): Portfolio {
  needPaid(state, input.workspace, 'Portfolios')
  checkPeriod(input)
  const owner = input.owner ?? act.by
  const portfolio: Portfolio = {
    gid: state.nextGid(),
    workspace: input.workspace,
    name: input.name,
    owner,
    color: input.color,
    startOn: input.startOn ?? undefined,
    dueOn: input.dueOn ?? undefined,
    archived: input.archived ?? false,
    isPublic: input.isPublic ?? false,
    members: owner === undefined ? [] : [owner],
    items: [],
    settings: [],
    values: new Map(),
    createdAt: timeOf(state, act),
    createdBy: act.by,
  }
  state.tables.portfolio.set(portfolio.gid, portfolio)
  announceItem(state, portfolio.gid, act, 'added', refTo('workspace', portfolio.workspace))
  return portfolio
}

/** Changes properties and values of a portfolio. */
export function updatePortfolio(state: State, gid: Gid, patch: PortfolioPatch, act: Act = {}): Portfolio {
  const portfolio = find(state, 'portfolio', gid)
  needPaid(state, portfolio.workspace, 'Portfolios')
  const { values, ...properties } = patch
  const wanted = Object.fromEntries(
    Object.entries(properties)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, value ?? undefined]),
  )
  checkPeriod({ startOn: portfolio.startOn, dueOn: portfolio.dueOn, ...wanted })
  if (values) writeValues(state, 'portfolio', portfolio, values, act)
  const changed = Object.entries(wanted).filter(([key, value]) => portfolio[key as keyof Portfolio] !== value)
  Object.assign(portfolio, wanted)
  for (const [key] of changed) announceItem(state, gid, act, 'changed', undefined, snake(key))
  return portfolio
}

/** Puts a project or portfolio into a portfolio; one that is there already only moves. */
export function addItem(
  state: State,
  portfolioGid: Gid,
  itemGid: Gid,
  act: Act = {},
  place: { before?: Gid; after?: Gid } = {},
): void {
  const portfolio = find(state, 'portfolio', portfolioGid)
  needPaid(state, portfolio.workspace, 'Portfolios')
  if (holds(state, itemGid, portfolioGid)) throw invalid('item: A portfolio cannot contain itself')
  const isNew = !portfolio.items.includes(itemGid)
  const items = portfolio.items.filter((gid) => gid !== itemGid)
  const anchor = place.before ?? place.after
  const at = anchor === undefined ? items.length : items.indexOf(anchor)
  if (at < 0) throw invalid(`${place.before ? 'insert_before' : 'insert_after'}: Unknown object: ${anchor}`)
  items.splice(place.after === undefined ? at : at + 1, 0, itemGid)
  portfolio.items = items
  if (isNew) announceItem(state, itemGid, act, 'added', refTo('portfolio', portfolioGid))
}

function holds(state: State, item: Gid, wanted: Gid): boolean {
  return item === wanted || (state.tables.portfolio.get(item)?.items ?? []).some((gid) => holds(state, gid, wanted))
}

/** Takes an item out of a portfolio. */
export function removeItem(state: State, portfolioGid: Gid, itemGid: Gid, act: Act = {}): void {
  const portfolio = find(state, 'portfolio', portfolioGid)
  needPaid(state, portfolio.workspace, 'Portfolios')
  if (!portfolio.items.includes(itemGid)) throw invalid(`item: Unknown object: ${itemGid}`)
  announceItem(state, itemGid, act, 'removed', refTo('portfolio', portfolioGid))
  drop(portfolio.items, itemGid)
}

/** Deletes a portfolio; its items live on. */
export function deletePortfolio(state: State, gid: Gid, act: Act = {}): void {
  find(state, 'portfolio', gid)
  announceItem(state, gid, act, 'deleted')
  for (const holder of state.tables.portfolio.values()) drop(holder.items, gid)
  for (const status of state.children.get(gid) ?? []) state.tables.status_update.delete(status)
  for (const webhook of state.tables.webhook.values()) {
    if (webhook.resource === gid) state.tables.webhook.delete(webhook.gid)
  }
  state.children.delete(gid)
  state.tables.portfolio.delete(gid)
}

function announceItem(state: State, gid: Gid, act: Act, action: Action, parent?: Ref, field?: string): void {
  const type = state.tables.portfolio.has(gid) ? 'portfolio' : 'project'
  find(state, type, gid)
  announce(state, act, {
    action,
    resource: refTo(type, gid),
    ...(parent && { parent }),
    ...(field !== undefined && { change: { field, action: 'changed' as const } }),
    scopes: scopesOfItem(state, gid),
  })
}

function snake(key: string): string {
  return key === 'isPublic' ? 'public' : key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
