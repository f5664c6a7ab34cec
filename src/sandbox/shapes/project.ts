import { linkTo } from '../links.ts'
import type { Project, ProjectBrief, Section, Tag } from '../state.ts'
import { briefOf } from '../world/project-briefs.ts'
import { statusesOf } from '../world/statuses.ts'
import { SETTING } from './field.ts'
import { instant, type Shape, showAll, thing } from './shape.ts'
import { showValues } from './value.ts'

export const PROJECT: Shape<Project> = {
  compact: ['gid', 'resource_type', 'name'],
  optIn: ['html_notes', 'project_brief'],
  deep: ['custom_field_settings'],
  read: {
    gid: (project) => project.gid,
    resource_type: () => 'project',
    name: (project) => project.name,
    archived: (project) => project.archived,
    color: (project) => project.color ?? null,
    completed: (project) => project.completed,
    completed_at: (project) => instant(project.completedAt),
    completed_by: (project, view) => view.show('user', project.completedBy),
    created_at: (project) => instant(project.createdAt),
    current_status: () => null,
    current_status_update: (project, view) => view.show('status_update', statusesOf(view.state, project.gid)[0]?.gid),
    custom_field_settings: (project, view) => project.settings.map((setting) => thing(SETTING, setting, view)),
    custom_fields: (project, view) => showValues(view, project.gid, project.values),
    default_access_level: () => 'editor',
    default_view: () => 'list',
    due_date: (project) => project.dueOn ?? null,
    due_on: (project) => project.dueOn ?? null,
    followers: (project, view) => showAll(view, 'user', project.followers),
    html_notes: (project) => project.notes.html,
    icon: () => 'list',
    members: (project, view) => showAll(view, 'user', project.members),
    modified_at: (project) => instant(project.modifiedAt),
    notes: (project) => project.notes.text,
    owner: (project, view) => view.show('user', project.owner),
    permalink_url: (project, view) => linkTo(view.state, 'project', project.gid),
    privacy_setting: (project) => project.privacy,
    project_brief: (project, view) => view.show('project_brief', briefOf(view.state, project.gid)?.gid),
    public: (project) => project.privacy === 'public_to_workspace',
    start_on: (project) => project.startOn ?? null,
    workspace: (project, view) => view.show('workspace', project.workspace),
  },
}

export const PROJECT_BRIEF: Shape<ProjectBrief> = {
  compact: ['gid', 'resource_type'],
  optIn: ['html_text'],
  read: {
    gid: (brief) => brief.gid,
    resource_type: () => 'project_brief',
    title: (brief) => brief.title,
    html_text: (brief) => brief.body.html,
    text: (brief) => brief.body.text,
    permalink_url: (brief, view) => linkTo(view.state, 'project', brief.project),
    project: (brief, view) => view.show('project', brief.project),
  },
}

export const SECTION: Shape<Section> = {
  compact: ['gid', 'resource_type', 'name'],
  read: {
    gid: (section) => section.gid,
    resource_type: () => 'section',
    name: (section) => section.name,
    created_at: (section) => instant(section.createdAt),
    project: (section, view) => view.show('project', section.project),
    projects: (section, view) => showAll(view, 'project', [section.project]),
  },
}

export const TAG: Shape<Tag> = {
  compact: ['gid', 'resource_type', 'name'],
  read: {
    gid: (tag) => tag.gid,
    resource_type: () => 'tag',
    name: (tag) => tag.name,
    color: (tag) => tag.color ?? null,
    notes: () => '',
    followers: () => [],
    permalink_url: (tag, view) => linkTo(view.state, 'tag', tag.gid),
    workspace: (tag, view) => view.show('workspace', tag.workspace),
  },
}
