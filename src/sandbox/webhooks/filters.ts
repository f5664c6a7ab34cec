import { invalid, Refusal } from '../errors.ts'
import type { Change, Filter, Gid, State } from '../state.ts'

/** Where Asana takes only filters of this list: everything above a project. */
const WHITELIST: Readonly<Record<string, readonly string[]>> = {
  project: ['added', 'removed', 'deleted', 'undeleted', 'changed'],
  team_membership: ['added', 'removed'],
  workspace_membership: ['added', 'removed'],
}

/** Refuses filters this resource cannot have. */
export function checkFilters(state: State, resource: Gid, filters: readonly Filter[]): void {
  for (const filter of filters) {
    if (filter.fields && filter.action !== 'changed')
      throw invalid('filters: fields can only be given with action changed')
  }
  const isLarge = state.tables.portfolio.has(resource) || state.tables.workspace.has(resource)
  if (isLarge && (filters.length === 0 || !filters.every(isWhitelisted))) throw tooLarge()
}

function isWhitelisted({ resource_type = '', action = '', fields, resource_subtype }: Filter): boolean {
  return (WHITELIST[resource_type]?.includes(action) ?? false) && fields === undefined && resource_subtype === undefined
}

function tooLarge(): Refusal {
  return new Refusal(
    400,
    'Webhooks for larger scoped resources must have at least one filter and all filters must be in our whitelist.',
    { error: { error: 'invalid_filters_for_larger_scoped_webhooks' } },
  )
}

/** Whether one of the filters lets a change through; without filters all pass. */
export function passes(filters: readonly Filter[], change: Change): boolean {
  return filters.length === 0 || filters.some((filter) => isMatch(filter, change))
}

function isMatch(filter: Filter, { resource, action, change }: Change): boolean {
  return (
    (filter.resource_type ?? resource.resource_type) === resource.resource_type &&
    (filter.resource_subtype ?? resource.resource_subtype) === resource.resource_subtype &&
    (filter.action ?? action) === action &&
    (filter.fields === undefined || (change !== undefined && filter.fields.includes(change.field)))
  )
}
