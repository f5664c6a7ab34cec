import type { WebhookFilter, WebhookRecord } from '../ports/index.ts'

/** The filters to register a webhook with, in order of preference: the later ones where Asana rejects the earlier. */
export function filtersFor(kind: WebhookRecord['kind']): readonly (readonly WebhookFilter[])[] {
  // Asana does not document for certain by which name filters call a status update.
  return kind === 'portfolio' ? [PORTFOLIO_FILTERS] : [PROJECT_FILTERS, CORE_FILTERS]
}

const ACTIONS = ['added', 'changed', 'deleted', 'removed', 'undeleted']

/** Without stories: they would tell of the service's own comments, and a field change comes with its task already. */
const CORE_FILTERS: readonly WebhookFilter[] = ['project', 'task', 'section'].flatMap((resource_type) =>
  ACTIONS.map((action) => ({ resource_type, action })),
)
const PROJECT_FILTERS: readonly WebhookFilter[] = [
  ...CORE_FILTERS,
  ...['project_status', 'status_update'].map((resource_type) => ({ resource_type, action: 'added' })),
]
/** Asana accepts only a short list of filters for a portfolio: its projects, whatever happens to them. */
const PORTFOLIO_FILTERS: readonly WebhookFilter[] = ACTIONS.map((action) => ({ resource_type: 'project', action }))
