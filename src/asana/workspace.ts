import { PortfolioMembershipsApi, PortfoliosApi, ProjectsApi, SectionsApi, TasksApi } from 'asana'
import { z } from 'zod'
import type { WorkspacePort } from '../flows/ports/asana-admin.ts'
import { readPages } from './paging.ts'
import type { Asana } from './request.ts'
import { Named, Ref } from './shared-schemas.ts'

const ListedProject = z
  .object({
    gid: z.string(),
    name: z.string().nullish(),
    custom_field_settings: z.array(z.object({ custom_field: Ref.nullish() })).nullish(),
  })
  .transform(({ gid, name, custom_field_settings }) => ({
    gid,
    name: name ?? '',
    fieldGids: (custom_field_settings ?? []).flatMap(({ custom_field }) => custom_field?.gid ?? []),
  }))

const Membership = z.object({ portfolio: Named.nullish() }).transform(({ portfolio }) => portfolio ?? undefined)

/** Lists open tasks, and those completed after this day in the future. The endpoint takes `now` for projects only. */
const OPEN_ONLY = '2100-01-01T00:00:00.000Z'

type Api = Pick<WorkspacePort, 'readPortfolios' | 'readProjects' | 'readSections' | 'countOwnOpenTasks'>

/** What setup and doctor read of a workspace. */
export function createWorkspaceApi({ client, request }: Asana): Api {
  const portfolios = new PortfoliosApi(client)
  const memberships = new PortfolioMembershipsApi(client)
  const projects = new ProjectsApi(client)
  const sections = new SectionsApi(client)
  const tasks = new TasksApi(client)
  const operation = 'readPortfolios'

  return {
    async readPortfolios(gid) {
      // The listing of portfolios holds those that the token's user owns; shared ones are found through memberships.
      const opt_fields = 'name'
      const [owned, shared] = await Promise.all([
        readPages(request, {
          operation,
          gid,
          item: Named,
          send: (page) => portfolios.getPortfoliosWithHttpInfo(gid, { ...page, owner: 'me', opt_fields }),
        }),
        readPages(request, {
          operation,
          gid,
          item: Membership,
          send: (page) =>
            memberships.getPortfolioMembershipsWithHttpInfo({
              ...page,
              workspace: gid,
              user: 'me',
              opt_fields: 'portfolio.name',
            }),
        }),
      ])
      const all = [...owned, ...shared].flatMap((portfolio) => portfolio ?? [])
      return [...new Map(all.map((portfolio) => [portfolio.gid, portfolio])).values()]
    },

    readProjects: (gid, { isArchived = false } = {}) =>
      readPages(request, {
        operation: 'readProjects',
        gid,
        item: ListedProject,
        send: (page) =>
          projects.getProjectsWithHttpInfo({
            ...page,
            workspace: gid,
            archived: isArchived,
            opt_fields: 'name,custom_field_settings.custom_field',
          }),
      }),

    readSections: (gid) =>
      readPages(request, {
        operation: 'readSections',
        gid,
        item: Named,
        send: (page) => sections.getSectionsForProjectWithHttpInfo(gid, { ...page, opt_fields: 'name' }),
      }),

    async countOwnOpenTasks(gid, most) {
      const { data } = await request({
        kind: 'read',
        operation: 'countOwnOpenTasks',
        gid,
        schema: z.object({ data: z.array(Ref) }),
        send: () =>
          tasks.getTasksWithHttpInfo({ limit: most, assignee: 'me', workspace: gid, completed_since: OPEN_ONLY }),
      })
      return data.length
    },
  }
}
