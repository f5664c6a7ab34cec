import { invalid } from '../errors.ts'
import { aDay, aFlag, anObject, aRef, as, aText, need, readInput } from '../input.ts'
import { lookUp, named } from '../path-gid.ts'
import { type Answer, type Call, created, list, nothing, one, type Route } from '../route.ts'
import { inline } from '../shapes/shape.ts'
import type { Portfolio } from '../state.ts'
import { needPaid } from '../world/plan.ts'

const PROPERTIES = {
  name: as('name', aText),
  color: as('color', aText),
  start_on: as('startOn', aDay),
  due_on: as('dueOn', aDay),
  archived: as('archived', aFlag),
  public: as('isPublic', aFlag),
}
const NEW = { ...PROPERTIES, workspace: as('workspace', aRef('workspace')) }
const CHANGES = { ...PROPERTIES, custom_fields: as('values', anObject) }
const ITEM = {
  item: as('item', aRef('project', 'portfolio')),
  insert_before: as('before', aRef('project', 'portfolio')),
  insert_after: as('after', aRef('project', 'portfolio')),
}

/** Portfolios and what they hold. */
export const PORTFOLIO_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/portfolios', handle: listPortfolios },
  { method: 'POST', path: '/portfolios', handle: createPortfolio },
  { method: 'GET', path: '/portfolio_memberships', handle: listMemberships },
  {
    method: 'GET',
    path: '/portfolios/{portfolio_gid}',
    handle: (call) => one(call, call.view.show('portfolio', paid(call).gid)),
  },
  {
    method: 'PUT',
    path: '/portfolios/{portfolio_gid}',
    handle: (call) => {
      const { gid } = call.world.updatePortfolio(paid(call).gid, readInput(call, CHANGES), call.act)
      return one(call, call.view.show('portfolio', gid))
    },
  },
  {
    method: 'DELETE',
    path: '/portfolios/{portfolio_gid}',
    handle: (call) => {
      call.world.deletePortfolio(paid(call).gid, call.act)
      return nothing()
    },
  },
  {
    method: 'GET',
    path: '/portfolios/{portfolio_gid}/items',
    handle: (call) =>
      list(call, paid(call).items, (gid) => call.view.show('project', gid) ?? call.view.show('portfolio', gid)),
  },
  {
    method: 'POST',
    path: '/portfolios/{portfolio_gid}/addItem',
    handle: (call) => {
      const { item, ...place } = readInput(call, ITEM)
      call.world.addItem(paid(call).gid, need(item, 'item'), call.act, place)
      return nothing()
    },
  },
  {
    method: 'POST',
    path: '/portfolios/{portfolio_gid}/removeItem',
    handle: (call) => {
      const { item } = readInput(call, { item: as('item', aRef('project', 'portfolio')) })
      call.world.removeItem(paid(call).gid, need(item, 'item'), call.act)
      return nothing()
    },
  },
]

function paid(call: Call): Portfolio {
  const portfolio = named(call, 'portfolio')
  needPaid(call.world.state, portfolio.workspace, 'Portfolios')
  return portfolio
}

/** Only the user's own: a personal token sees no others in the list. */
function listPortfolios(call: Call): Answer {
  const workspace = lookUp(call, 'workspace', need(call.query['workspace'], 'workspace')).gid
  needPaid(call.world.state, workspace, 'Portfolios')
  const own = [...call.world.state.tables.portfolio.values()].filter(
    (portfolio) => portfolio.workspace === workspace && portfolio.owner === call.user,
  )
  return list(call, own, ({ gid }) => call.view.show('portfolio', gid))
}

/** Who was invited to which portfolio: of one portfolio, or of one user in a workspace. */
function listMemberships(call: Call): Answer {
  const { portfolio, workspace, user } = call.query
  if (portfolio === undefined && (workspace === undefined || user === undefined)) {
    throw invalid('You must specify portfolio, portfolio and user, or workspace and user')
  }
  const scope = portfolio ?? need(workspace, 'workspace')
  needPaid(call.world.state, portfolio === undefined ? scope : lookUp(call, 'portfolio', scope).workspace, 'Portfolios')
  const member = user === 'me' ? call.user : user
  const memberships = [...call.world.state.tables.portfolio.values()]
    .filter(({ gid, workspace }) => gid === scope || workspace === scope)
    .flatMap(({ gid, members }) => members.map((person) => ({ portfolio: gid, person })))
    .filter(({ person }) => member === undefined || person === member)
  return list(call, memberships, ({ portfolio, person }) =>
    inline({
      // The sandbox keeps no memberships of their own, so their gid is made of the two they join.
      gid: `${portfolio}${person.slice(-4)}`,
      resource_type: 'portfolio_membership',
      access_level: 'editor',
      portfolio: call.view.show('portfolio', portfolio),
      user: call.view.show('user', person),
    }),
  )
}

function createPortfolio(call: Call): Answer {
  const input = readInput(call, NEW)
  const workspace = need(input.workspace, 'workspace')
  const { gid } = call.world.addPortfolio({ ...input, workspace, name: need(input.name, 'name') }, call.act)
  return created(call, 'portfolios', gid, call.view.show('portfolio', gid))
}
