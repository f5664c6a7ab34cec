import type { WebhookFilter, WebhookRecord } from '../ports/index.ts'

/** What Asana is asked to tell, in the order of preference: the later ones where the earlier are refused. */
export function filtersFor(kind: WebhookRecord['kind']): readonly (readonly WebhookFilter[])[] {
  // Which name a status update goes by in filters is not documented for certain.
  return kind === 'portfolio' ? [PORTFOLIO_FILTERS] : [PROJECT_FILTERS, CORE_FILTERS]
}

const ACTIONS = ['added', 'changed', 'deleted', 'removed', 'undeleted']

/** Stories are left out: our comments should not ring, and a field change rings through its task already. */
const CORE_FILTERS: readonly WebhookFilter[] = ['project', 'task', 'section'].flatMap((resource_type) =>
  ACTIONS.map((action) => ({ resource_type, action })),
)
const PROJECT_FILTERS: readonly WebhookFilter[] = [
  ...CORE_FILTERS,
  ...['project_status', 'status_update'].map((resource_type) => ({ resource_type, action: 'added' })),
]
/** Larger scopes accept a short list of filters only: projects, whatever happens to them. */
const PORTFOLIO_FILTERS: readonly WebhookFilter[] = ACTIONS.map((action) => ({ resource_type: 'project', action }))
