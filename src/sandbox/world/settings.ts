import { invalid } from '../errors.ts'
import type { Act, FieldSetting, Gid, Portfolio, Project, Ref, State } from '../state.ts'
import { announce, scopesOfItem } from './announce.ts'
import { drop, find, refTo } from './find.ts'
import { needPaid } from './plan.ts'

const MOST_ON_A_PORTFOLIO = 20

export type SettingPlace = { isImportant?: boolean; before?: Gid; after?: Gid }

/** Gives a project's tasks, or a portfolio's items, a field. */
export function addFieldSetting(
  state: State,
  containerGid: Gid,
  fieldGid: Gid,
  act: Act = {},
  place: SettingPlace = {},
): FieldSetting {
  const container = findContainer(state, containerGid)
  needPaid(state, container.workspace, 'Custom Field Settings')
  const { gid: field } = find(state, 'custom_field', fieldGid)
  if (container.settings.some((setting) => setting.field === field)) {
    throw invalid(`custom_field: Custom field ${field} is already on this object`)
  }
  if (isPortfolio(state, containerGid) && container.settings.length >= MOST_ON_A_PORTFOLIO) {
    throw invalid(`custom_field: A portfolio can have ${MOST_ON_A_PORTFOLIO} custom fields at most`)
  }
  const setting = { gid: state.nextGid(), container: containerGid, field, isImportant: place.isImportant ?? false }
  container.settings.splice(indexFor(container, place), 0, setting)
  announceSetting(state, containerGid, act, 'added', field)
  return setting
}

function indexFor({ settings }: Project | Portfolio, { before, after }: SettingPlace): number {
  const anchor = before ?? after
  if (anchor === undefined) return settings.length
  const at = settings.findIndex((setting) => setting.gid === anchor || setting.field === anchor)
  if (at < 0) throw invalid(`${before ? 'insert_before' : 'insert_after'}: Unknown object: ${anchor}`)
  return before ? at : at + 1
}

/** Takes a field off a project or portfolio; values already set stay as left-overs. */
export function removeFieldSetting(state: State, containerGid: Gid, fieldGid: Gid, act: Act = {}): void {
  const container = findContainer(state, containerGid)
  needPaid(state, container.workspace, 'Custom Field Settings')
  const setting = container.settings.find(({ field }) => field === fieldGid)
  if (setting === undefined) throw invalid(`custom_field: Unknown object: ${fieldGid}`)
  drop(container.settings, setting)
  announceSetting(state, containerGid, act, 'removed', fieldGid)
}

function findContainer(state: State, gid: Gid): Project | Portfolio {
  return state.tables.portfolio.get(gid) ?? find(state, 'project', gid)
}

function isPortfolio(state: State, gid: Gid): boolean {
  return state.tables.portfolio.has(gid)
}

function announceSetting(state: State, container: Gid, act: Act, action: 'added' | 'removed', field: Gid): void {
  announce(state, act, {
    action: 'changed',
    resource: refTo(isPortfolio(state, container) ? 'portfolio' : 'project', container),
    change: { field: 'custom_field_settings', action, ...addedOrRemoved(action, refTo('custom_field', field)) },
    scopes: scopesOfItem(state, container),
  })
}

function addedOrRemoved(action: 'added' | 'removed', field: Ref) {
  return action === 'added' ? { added_value: field } : { removed_value: field }
}
