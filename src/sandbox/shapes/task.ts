import { linkTo } from '../links.ts'
import type { Task } from '../state.ts'
import { projectsOfTask } from '../world/announce.ts'
import { inline, instant, type Shape, showAll } from './shape.ts'
import { showValues } from './value.ts'

export const TASK: Shape<Task> = {
  compact: ['gid', 'resource_type', 'name', 'resource_subtype'],
  optIn: ['created_by', 'html_notes', 'is_rendered_as_separator', 'num_subtasks'],
  deep: ['custom_fields'],
  read: {
    gid: (task) => task.gid,
    resource_type: () => 'task',
    name: (task) => task.name,
    resource_subtype: (task) => task.subtype,
    created_by: (task) =>
      task.createdBy === undefined ? undefined : inline({ gid: task.createdBy, resource_type: 'user' }),
    approval_status: (task) => task.approval,
    assignee: (task, view) => view.show('user', task.assignee),
    assignee_status: () => 'upcoming',
    completed: (task) => task.completed,
    completed_at: (task) => instant(task.completedAt),
    completed_by: (task, view) => view.show('user', task.completedBy),
    created_at: (task) => instant(task.createdAt),
    custom_fields: (task, view) => showValues(view, task.gid, task.values),
    due_at: (task) => instant(task.dueAt),
    due_on: (task) => task.dueOn ?? null,
    followers: (task, view) => showAll(view, 'user', task.followers),
    hearted: () => false,
    hearts: () => [],
    html_notes: (task) => task.notes.html,
    is_rendered_as_separator: (task) => task.isSeparator,
    liked: () => false,
    likes: () => [],
    memberships: (task, view) =>
      task.sections.map((section) =>
        inline({
          project: view.show('project', view.state.tables.section.get(section)?.project),
          section: view.show('section', section),
        }),
      ),
    modified_at: (task) => instant(task.modifiedAt),
    notes: (task) => task.notes.text,
    num_hearts: () => 0,
    num_likes: () => 0,
    num_subtasks: (task, view) => task.subtasks.filter((gid) => view.state.tables.task.has(gid)).length,
    parent: (task, view) => view.show('task', task.parent),
    permalink_url: (task, view) => linkTo(view.state, 'task', task.gid),
    projects: (task, view) => showAll(view, 'project', projectsOfTask(view.state, task.gid)),
    start_at: () => null,
    start_on: (task) => task.startOn ?? null,
    tags: (task, view) => showAll(view, 'tag', task.tags),
    workspace: (task, view) => view.show('workspace', task.workspace),
  },
}
