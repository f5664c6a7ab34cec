import { linkTo } from '../links.ts'
import type { Portfolio, Status } from '../state.ts'
import { statusesOf } from '../world/statuses.ts'
import { SETTING } from './field.ts'
import { instant, type Shape, showAll, thing, type View } from './shape.ts'
import { showValues } from './value.ts'

export const PORTFOLIO: Shape<Portfolio> = {
  compact: ['gid', 'resource_type', 'name'],
  optIn: ['archived', 'project_templates'],
  deep: ['custom_field_settings'],
  read: {
    gid: (portfolio) => portfolio.gid,
    resource_type: () => 'portfolio',
    name: (portfolio) => portfolio.name,
    archived: (portfolio) => portfolio.archived,
    color: (portfolio) => portfolio.color,
    created_at: (portfolio) => instant(portfolio.createdAt),
    created_by: (portfolio, view) => view.show('user', portfolio.createdBy) ?? undefined,
    current_status_update: (portfolio, view) =>
      view.show('status_update', statusesOf(view.state, portfolio.gid)[0]?.gid),
    custom_field_settings: (portfolio, view) => portfolio.settings.map((setting) => thing(SETTING, setting, view)),
    custom_fields: (portfolio, view) => showValues(view, portfolio.gid, portfolio.values),
    default_access_level: () => 'editor',
    due_on: (portfolio) => portfolio.dueOn ?? null,
    members: (portfolio, view) => showAll(view, 'user', portfolio.members),
    owner: (portfolio, view) => view.show('user', portfolio.owner) ?? undefined,
    permalink_url: (portfolio, view) => linkTo(view.state, 'portfolio', portfolio.gid),
    privacy_setting: (portfolio) => (portfolio.isPublic ? 'public_to_domain' : 'members_only'),
    project_templates: () => [],
    public: (portfolio) => portfolio.isPublic,
    start_on: (portfolio) => portfolio.startOn ?? null,
    workspace: (portfolio, view) => view.show('workspace', portfolio.workspace),
  },
}

export const STATUS: Shape<Status> = {
  compact: ['gid', 'resource_type', 'title', 'resource_subtype'],
  optIn: ['html_text'],
  read: {
    gid: (status) => status.gid,
    resource_type: () => 'status_update',
    title: (status) => status.title,
    resource_subtype: (status, { state }) =>
      state.tables.portfolio.has(status.parent) ? 'portfolio_status_update' : 'project_status_update',
    author: (status, view) => view.show('user', status.createdBy) ?? undefined,
    created_at: (status) => instant(status.createdAt),
    created_by: (status, view) => view.show('user', status.createdBy) ?? undefined,
    hearted: () => false,
    hearts: () => [],
    html_text: (status) => status.body.html,
    liked: () => false,
    likes: () => [],
    modified_at: (status) => instant(status.createdAt),
    num_hearts: () => 0,
    num_likes: () => 0,
    parent: (status, view) => parentOf(status, view),
    status_type: (status) => status.statusType,
    text: (status) => status.body.text,
  },
}

function parentOf(status: Status, view: View) {
  return view.show('portfolio', status.parent) ?? view.show('project', status.parent)
}
