import { ProjectBriefsApi, ProjectsApi } from 'asana'
import { z } from 'zod'
import { omitAbsent } from '../domain/omit-absent.ts'
import type { AsanaPort, FetchedProject } from '../flows/ports/index.ts'
import { SETTINGS_FIELDS, Settings } from './custom-fields.ts'
import type { Asana } from './request.ts'
import { body, toFieldBody } from './request-body.ts'
import { toMarkdown } from './rich-text.ts'
import { Done, FIELD_VALUE_FIELDS, FieldValues, Named, Ref, singleResource } from './shared-schemas.ts'

/** The `opt_fields` of every request that reads projects, one or a listing. */
export const PROJECT_FIELDS = [
  'name',
  'notes',
  'html_notes',
  'permalink_url',
  'owner.name',
  'start_on',
  'due_on',
  'created_at',
  'archived',
  'completed',
  'current_status_update',
  'project_brief',
  ...FIELD_VALUE_FIELDS,
  ...SETTINGS_FIELDS,
].join(',')

/** A project without its tasks, read alone or in a listing. */
export const Project = z
  .object({
    gid: z.string(),
    name: z.string().nullish(),
    notes: z.string().nullish(),
    html_notes: z.string().nullish(),
    permalink_url: z.string().nullish(),
    owner: Named.nullish(),
    start_on: z.string().nullish(),
    due_on: z.string().nullish(),
    created_at: z.string(),
    archived: z.boolean().nullish(),
    completed: z.boolean().nullish(),
    current_status_update: Ref.nullish(),
    project_brief: Ref.nullish(),
    custom_fields: FieldValues,
    custom_field_settings: Settings,
  })
  .transform(
    (project): FetchedProject => ({
      project: {
        gid: project.gid,
        name: project.name ?? '',
        description: toText(project.html_notes, project.notes),
        createdAt: project.created_at,
        archived: project.archived ?? false,
        completed: project.completed ?? false,
        values: project.custom_fields.values,
        ...omitAbsent({
          permalinkUrl: project.permalink_url,
          owner: project.owner,
          startOn: project.start_on,
          dueOn: project.due_on,
        }),
      },
      taskFields: project.custom_field_settings,
      projectFieldGids: project.custom_fields.fieldGids,
      ...omitAbsent({ statusGid: project.current_status_update?.gid, briefGid: project.project_brief?.gid }),
    }),
  )

/** The brief of a project, its text in markdown. */
const Brief = z
  .object({ html_text: z.string().nullish(), text: z.string().nullish() })
  .transform(({ html_text, text }) => toText(html_text, text))

function toText(html: string | null | undefined, plain: string | null | undefined): string {
  return html ? toMarkdown(html) : (plain ?? '')
}

type Api = Pick<AsanaPort, 'readProject' | 'readProjectBrief' | 'updateProjectFields' | 'addFieldToProject'>

export function createProjectApi({ client, request }: Asana): Api {
  const api = new ProjectsApi(client)
  const briefs = new ProjectBriefsApi(client)
  return {
    readProject: (gid) =>
      request({
        kind: 'read',
        operation: 'readProject',
        gid,
        send: () => api.getProjectWithHttpInfo(gid, { opt_fields: PROJECT_FIELDS }),
        schema: singleResource(Project),
      }),

    readProjectBrief: (gid) =>
      request({
        kind: 'read',
        operation: 'readProjectBrief',
        gid,
        send: () => briefs.getProjectBriefWithHttpInfo(gid, { opt_fields: 'html_text,text' }),
        schema: singleResource(Brief),
      }),

    updateProjectFields: (gid, values) =>
      request({
        kind: 'write',
        operation: 'updateProjectFields',
        gid,
        send: () => api.updateProjectWithHttpInfo(toFieldBody(values), gid, { opt_fields: 'name' }),
        schema: Done,
      }),

    addFieldToProject: (gid, fieldGid) =>
      request({
        kind: 'write',
        operation: 'addFieldToProject',
        gid,
        send: () =>
          api.addCustomFieldSettingForProjectWithHttpInfo(body({ custom_field: fieldGid }), gid, {
            opt_fields: 'is_important',
          }),
        schema: Done,
      }),
  }
}
