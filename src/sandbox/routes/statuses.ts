import { invalid } from '../errors.ts'
import { anHtml, aRef, as, aText, aWord, need, readInput, toInstant } from '../input.ts'
import { lookUp, named } from '../path-gid.ts'
import { type Answer, type Call, created, list, nothing, one, type Route } from '../route.ts'
import { STATUS_TYPES } from '../state.ts'

const NEW = {
  parent: as('parent', aRef('project', 'portfolio')),
  status_type: as('statusType', aWord(STATUS_TYPES)),
  title: as('title', aText),
  text: as('text', aText),
  html_text: as('text', anHtml),
}

/** Status updates of projects and portfolios: posted, read, deleted, never edited. */
export const STATUS_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/status_updates', handle: listStatuses },
  { method: 'POST', path: '/status_updates', handle: createStatus },
  {
    method: 'GET',
    path: '/status_updates/{status_update_gid}',
    handle: (call) => one(call, call.view.show('status_update', named(call, 'status_update').gid)),
  },
  {
    method: 'DELETE',
    path: '/status_updates/{status_update_gid}',
    handle: (call) => {
      call.world.deleteStatus(named(call, 'status_update').gid, call.act)
      return nothing()
    },
  },
]

function listStatuses(call: Call): Answer {
  const parent = need(call.query['parent'], 'parent')
  lookUp(call, call.world.state.tables.portfolio.has(parent) ? 'portfolio' : 'project', parent)
  const since = call.query['created_since']
  const from = since === undefined ? new Date(0) : toInstant(since, 'created_since')
  const statuses = call.world.statusesOf(parent).filter((status) => status.createdAt >= from)
  return list(call, statuses, ({ gid }) => call.view.show('status_update', gid))
}

function createStatus(call: Call): Answer {
  const input = readInput(call, NEW)
  const parent = need(input.parent, 'parent')
  const statusType = need(input.statusType, 'status_type')
  if (input.text === undefined) throw invalid('text: Missing input')
  const title = input.title === undefined ? {} : { title: input.title }
  const { gid } = call.world.addStatus(parent, { statusType, text: input.text, ...title }, call.act)
  return created(call, 'status_updates', gid, call.view.show('status_update', gid))
}
