import { SectionsApi } from 'asana'
import type { WorkspacePort } from '../flows/ports/asana-admin.ts'
import { optionsWithBody } from './body.ts'
import { readPages } from './paging.ts'
import type { Asana } from './request.ts'
import { Named, singleResource } from './schema.ts'

/** The sections of a project, in its order. */
export function createSectionApi({ client, request }: Asana): Pick<WorkspacePort, 'readSections' | 'createSection'> {
  const api = new SectionsApi(client)
  const opt_fields = 'name'
  return {
    readSections: (gid) =>
      readPages(request, {
        ...{ operation: 'readSections', gid, item: Named },
        send: (page) => api.getSectionsForProjectWithHttpInfo(gid, { ...page, opt_fields }),
      }),
    createSection: (gid, name) =>
      request({
        ...{ kind: 'write', operation: 'createSection', gid, schema: singleResource(Named) },
        send: () => api.createSectionForProjectWithHttpInfo(gid, optionsWithBody({ opt_fields }, { name })),
      }),
  }
}
