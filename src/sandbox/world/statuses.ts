import { invalid } from '../errors.ts'
import { parseRich, type RichInput } from '../rich-text.ts'
import type { Act, Gid, State, Status, StatusType } from '../state.ts'
import { announce, scopesOfItem } from './announce.ts'
import { adopt, drop, find, refTo, timeOf } from './find.ts'

export type NewStatus = { statusType: StatusType; text: RichInput; title?: string }

/** A status update on a project or portfolio; it can be deleted, never edited. */
export function addStatus(state: State, parent: Gid, input: NewStatus, act: Act = {}): Status {
  const body = parseRich(state, input.text, 'status', typeof input.text === 'string' ? 'text' : 'html_text')
  if (body.text.trim() === '') throw invalid('text: Missing input')
  const status: Status = {
    gid: state.nextGid(),
    parent: state.tables.portfolio.get(parent)?.gid ?? find(state, 'project', parent).gid,
    statusType: input.statusType,
    title: input.title ?? body.text.split('\n')[0] ?? '',
    body,
    createdAt: timeOf(state, act),
    createdBy: act.by,
  }
  state.tables.status_update.set(status.gid, status)
  adopt(state, parent, status.gid)
  announceStatus(state, status, act, 'added')
  return status
}

/** Deletes a status update. */
export function deleteStatus(state: State, gid: Gid, act: Act = {}): void {
  const status = find(state, 'status_update', gid)
  announceStatus(state, status, act, 'deleted')
  state.tables.status_update.delete(gid)
  drop(state.children.get(status.parent) ?? [], gid)
}

/** Newest first. */
export function statusesOf(state: State, parent: Gid): Status[] {
  const statuses = (state.children.get(parent) ?? []).map((gid) => find(state, 'status_update', gid))
  return statuses.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.gid < b.gid ? 1 : -1))
}

/** A project's status goes by its old resource name in events; the project itself counts as changed, too. */
function announceStatus(state: State, status: Status, act: Act, action: 'added' | 'deleted'): void {
  const isProject = state.tables.project.has(status.parent)
  const parent = refTo(isProject ? 'project' : 'portfolio', status.parent)
  const scopes = scopesOfItem(state, status.parent)
  const type = isProject ? 'project_status' : 'status_update'
  announce(state, act, { action, resource: refTo(type, status.gid), ...(action === 'added' && { parent }), scopes })
  announce(state, act, {
    action: 'changed',
    resource: parent,
    change: { field: 'current_status_update', action: 'changed' },
    scopes,
  })
}
