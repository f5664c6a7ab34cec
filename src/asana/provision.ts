import { CustomFieldsApi, PortfoliosApi, ProjectsApi, SectionsApi, TasksApi } from 'asana'
import { z } from 'zod'
import { omitAbsent } from '../domain/omit-absent.ts'
import type { NewSampleTask, WorkspacePort } from '../flows/ports/asana-admin.ts'
import type { Asana, RequestSpec } from './request.ts'
import { body, optionsWithBody, toFieldBody } from './request-body.ts'
import { Done, Named, singleResource } from './shared-schemas.ts'

const NewProject = z
  .object({ gid: z.string(), permalink_url: z.string().nullish() })
  .transform(({ gid, permalink_url }) => ({ gid, ...omitAbsent({ permalinkUrl: permalink_url }) }))

type Api = Omit<WorkspacePort, 'readPortfolios' | 'readProjects' | 'readSections' | 'countOwnOpenTasks'>

/** The writes of setup: what it creates in a workspace, and what its removal takes out again. */
export function createProvisionApi({ client, request }: Asana): Api {
  const fields = new CustomFieldsApi(client)
  const portfolios = new PortfoliosApi(client)
  const projects = new ProjectsApi(client)
  const sections = new SectionsApi(client)
  const tasks = new TasksApi(client)
  const write = (operation: string, gid: string, send: RequestSpec<void>['send']) =>
    request({ kind: 'write', operation, gid, send, schema: Done })

  return {
    createProject: (workspace, { name, html, startOn, dueOn, ownerGid }) =>
      request({
        kind: 'write',
        operation: 'createProject',
        gid: workspace,
        schema: singleResource(NewProject),
        send: () =>
          projects.createProjectWithHttpInfo(
            body({ workspace, name, html_notes: html, start_on: startOn, due_on: dueOn, owner: ownerGid }),
            { opt_fields: 'permalink_url' },
          ),
      }),

    updateProjectDescription: (gid, html) =>
      write('updateProjectDescription', gid, () =>
        projects.updateProjectWithHttpInfo(body({ html_notes: html }), gid, { opt_fields: 'name' }),
      ),

    createSection: (gid, name) =>
      request({
        kind: 'write',
        operation: 'createSection',
        gid,
        schema: singleResource(Named),
        send: () =>
          sections.createSectionForProjectWithHttpInfo(gid, optionsWithBody({ opt_fields: 'name' }, { name })),
      }),

    createSampleTask: (projectGid, task) =>
      request({
        kind: 'write',
        operation: 'createSampleTask',
        gid: projectGid,
        schema: singleResource(Named),
        send: () => tasks.createTaskWithHttpInfo(body(toTask(projectGid, task)), { opt_fields: 'name' }),
      }),

    addProjectToPortfolio: (gid, item) =>
      write('addProjectToPortfolio', gid, () => portfolios.addItemForPortfolioWithHttpInfo(body({ item }), gid)),
    removeFieldFromProject: (gid, custom_field) =>
      write('removeFieldFromProject', gid, () =>
        projects.removeCustomFieldSettingForProjectWithHttpInfo(body({ custom_field }), gid),
      ),
    removeFieldFromPortfolio: (gid, custom_field) =>
      write('removeFieldFromPortfolio', gid, () =>
        portfolios.removeCustomFieldSettingForPortfolioWithHttpInfo(body({ custom_field }), gid),
      ),
    deleteField: (gid) => write('deleteField', gid, () => fields.deleteCustomFieldWithHttpInfo(gid)),
    deleteTask: (gid) => write('deleteTask', gid, () => tasks.deleteTaskWithHttpInfo(gid)),
  }
}

function toTask(project: string, { name, sectionGid, values, assigneeGid, startOn, dueOn }: NewSampleTask) {
  return {
    name,
    memberships: [{ project, section: sectionGid }],
    ...toFieldBody(values).data,
    ...omitAbsent({ assignee: assigneeGid, start_on: startOn, due_on: dueOn }),
  }
}
