import { TasksApi } from 'asana'
import { z } from 'zod'
import { omitAbsent } from '../domain/omit-absent.ts'
import type { AsanaPort } from '../flows/ports/index.ts'
import { readPages } from './paging.ts'
import type { Asana } from './request.ts'
import { body, toFieldBody } from './request-body.ts'
import { Done, Ref, singleResource } from './shared-schemas.ts'
import { memberOf, TASK_FIELDS, taskOf } from './task-schema.ts'

const TaskContent = z
  .object({
    name: z.string().nullish(),
    html_notes: z.string().nullish(),
    completed: z.boolean().nullish(),
    projects: z.array(Ref).nullish(),
  })
  .transform(({ name, html_notes, completed, projects }) => ({
    name: name ?? '',
    html: html_notes ?? '',
    completed: completed ?? false,
    projectGids: (projects ?? []).map(({ gid }) => gid),
  }))

const NewTask = z
  .object({ gid: z.string(), permalink_url: z.string().nullish() })
  .transform(({ gid, permalink_url }) => ({ gid, ...omitAbsent({ permalinkUrl: permalink_url }) }))

type Reads = 'readTasks' | 'readTasksSince' | 'readTask' | 'readTaskContent'
type Api = Pick<AsanaPort, Reads | 'updateTaskFields' | 'createTask' | 'updateTaskDescription'>

export function createTaskApi({ client, request }: Asana): Api {
  const api = new TasksApi(client)
  const update = (operation: string, gid: string, data: { data: object }) =>
    request({
      kind: 'write',
      operation,
      gid,
      send: () => api.updateTaskWithHttpInfo(data, gid, { opt_fields: 'name' }),
      schema: Done,
    })

  return {
    readTasks: (gid) =>
      readPages(request, {
        operation: 'readTasks',
        gid,
        send: (page) => api.getTasksForProjectWithHttpInfo(gid, { ...page, opt_fields: TASK_FIELDS }),
        item: taskOf(gid),
      }),

    readTasksSince: (gid, since) =>
      readPages(request, {
        operation: 'readTasksSince',
        gid,
        send: (page) =>
          api.getTasksWithHttpInfo({ ...page, project: gid, modified_since: since, opt_fields: TASK_FIELDS }),
        item: taskOf(gid),
      }),

    readTask: (projectGid, gid) =>
      request({
        kind: 'read',
        operation: 'readTask',
        gid,
        send: () => api.getTaskWithHttpInfo(gid, { opt_fields: TASK_FIELDS }),
        schema: singleResource(memberOf(projectGid)),
      }),

    readTaskContent: (gid) =>
      request({
        kind: 'read',
        operation: 'readTaskContent',
        gid,
        send: () => api.getTaskWithHttpInfo(gid, { opt_fields: 'name,html_notes,completed,projects' }),
        schema: singleResource(TaskContent),
      }),

    updateTaskFields: (gid, values) => update('updateTaskFields', gid, toFieldBody(values)),
    updateTaskDescription: (gid, html) => update('updateTaskDescription', gid, body({ html_notes: html })),

    createTask(projectGid, { name, html }) {
      const data = { name, html_notes: html, projects: [projectGid] }
      return request({
        kind: 'write',
        operation: 'createTask',
        gid: projectGid,
        send: () => api.createTaskWithHttpInfo(body(data), { opt_fields: 'permalink_url' }),
        schema: singleResource(NewTask),
      })
    },
  }
}
