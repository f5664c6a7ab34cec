import { z } from 'zod'
import { omitAbsent } from '../domain/omit-absent.ts'
import type { FetchedTask } from '../flows/ports/index.ts'
import { FIELD_VALUE_FIELDS, FieldValues, Named, Ref } from './shared-schemas.ts'

/** The `opt_fields` of every request that reads tasks. */
export const TASK_FIELDS = [
  'name',
  'permalink_url',
  'memberships.project',
  'memberships.section.name',
  'projects',
  'tags.name',
  'completed',
  'completed_at',
  'approval_status',
  'resource_subtype',
  'assignee.name',
  'start_on',
  'due_on',
  'created_at',
  'created_by',
  'modified_at',
  'parent',
  'is_rendered_as_separator',
  ...FIELD_VALUE_FIELDS,
].join(',')

const APPROVALS = ['pending', 'approved', 'rejected', 'changes_requested'] as const

const Membership = z.object({ project: Ref.nullish(), section: Named.nullish() })

const TaskSchema = z.object({
  gid: z.string(),
  name: z.string().nullish(),
  permalink_url: z.string().nullish(),
  memberships: z.array(Membership).nullish(),
  projects: z.array(Ref).nullish(),
  tags: z.array(Named).nullish(),
  completed: z.boolean().nullish(),
  completed_at: z.string().nullish(),
  resource_subtype: z.string().nullish(),
  approval_status: z.enum(APPROVALS).nullish().catch(undefined),
  assignee: Named.nullish(),
  start_on: z.string().nullish(),
  due_on: z.string().nullish(),
  created_at: z.string(),
  created_by: Ref.nullish(),
  modified_at: z.string(),
  parent: Ref.nullish(),
  is_rendered_as_separator: z.boolean().nullish(),
  custom_fields: FieldValues,
})

/** Parses a task that was read as one of this project's; the section is the one that it has there. */
export function taskOf(projectGid: string) {
  return TaskSchema.transform((task) => toTask(task, membershipIn(projectGid, task)))
}

/** Parses a task that was read by its gid: undefined when this project does not hold it. */
export function memberOf(projectGid: string) {
  return TaskSchema.transform((task) => {
    const membership = membershipIn(projectGid, task)
    return membership && toTask(task, membership)
  })
}

type TaskResponse = z.output<typeof TaskSchema>
type MembershipResponse = z.output<typeof Membership>

function membershipIn(projectGid: string, { memberships }: TaskResponse): MembershipResponse | undefined {
  return memberships?.find(({ project }) => project?.gid === projectGid)
}

/** Asana names the projects in two lists, and either may be absent. */
function projectsOf({ memberships, projects }: TaskResponse): string[] {
  const gids = [...(projects ?? []), ...(memberships ?? []).map(({ project }) => project)].flatMap(
    (project) => project?.gid ?? [],
  )
  return [...new Set(gids)]
}

function toTask(task: TaskResponse, membership: MembershipResponse | undefined): FetchedTask {
  return {
    gid: task.gid,
    name: task.name ?? '',
    tags: (task.tags ?? []).flatMap(({ name }) => name || []),
    completed: task.completed ?? false,
    createdAt: task.created_at,
    modifiedAt: task.modified_at,
    isSubtask: Boolean(task.parent),
    isSeparator: task.is_rendered_as_separator ?? false,
    projectGids: projectsOf(task),
    values: task.custom_fields.values,
    ...omitAbsent({
      permalinkUrl: task.permalink_url,
      section: membership?.section?.name,
      completedAt: task.completed_at,
      isMilestone: task.resource_subtype === 'milestone' ? true : undefined,
      approval: task.approval_status,
      assignee: task.assignee,
      startOn: task.start_on,
      // Asana fills the day of a due time as well, in the time zone of the workspace.
      dueOn: task.due_on,
      createdBy: task.created_by?.gid,
    }),
  }
}
