import { StatusUpdatesApi } from 'asana'
import { z } from 'zod'
import { STATUS_TYPES, type StatusUpdate } from '../domain/model.ts'
import { omitAbsent } from '../domain/omit-absent.ts'
import { isSigned } from '../domain/text/signature.ts'
import type { AsanaPort } from '../flows/ports/index.ts'
import { readPages } from './paging.ts'
import type { Asana } from './request.ts'
import { body } from './request-body.ts'
import { Named, singleResource } from './shared-schemas.ts'

const FIELDS = 'status_type,title,text,html_text,created_at,author.name'

const Status = z
  .object({
    gid: z.string(),
    // An unknown type is left out; the rest of the update is used.
    status_type: z.enum(STATUS_TYPES).nullish().catch(undefined),
    title: z.string().nullish(),
    html_text: z.string().nullish(),
    created_at: z.string(),
    author: Named.nullish(),
  })
  .transform(
    ({ gid, status_type, title, html_text, created_at, author }): Unattributed => ({
      gid,
      title: title ?? '',
      html: html_text ?? '',
      createdAt: created_at,
      ...omitAbsent({ type: status_type, author }),
    }),
  )

type Unattributed = Omit<StatusUpdate, 'isOurs'>

type Api = Pick<AsanaPort, 'readStatus' | 'readStatuses' | 'createStatus'>

/** `readBotGid` resolves to the gid of the token's user. */
export function createStatusApi({ client, request }: Asana, readBotGid: () => Promise<string>): Api {
  const api = new StatusUpdatesApi(client)
  return {
    async readStatus(gid) {
      const status = await request({
        kind: 'read',
        operation: 'readStatus',
        gid,
        send: () => api.getStatusWithHttpInfo(gid, { opt_fields: FIELDS }),
        schema: singleResource(Status),
      })
      return attribute(status, readBotGid)
    },

    async readStatuses(parentGid, since) {
      const statuses = await readPages(request, {
        operation: 'readStatuses',
        gid: parentGid,
        send: (page) =>
          api.getStatusesForObjectWithHttpInfo(parentGid, { ...page, created_since: since, opt_fields: FIELDS }),
        item: Status,
      })
      const newestFirst = statuses.toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))
      return Promise.all(newestFirst.map((status) => attribute(status, readBotGid)))
    },

    async createStatus(parent, { type, title, html }) {
      const data = { parent, status_type: type, title, html_text: html }
      const status = await request({
        kind: 'write',
        operation: 'createStatus',
        gid: parent,
        send: () => api.createStatusForObjectWithHttpInfo(body(data), { opt_fields: FIELDS }),
        schema: singleResource(Status),
      })
      return { ...status, isOurs: isSigned(status.html) }
    },
  }
}

/** The token may belong to a person who also writes status updates, so author and signature are both compared. */
async function attribute(status: Unattributed, readBotGid: () => Promise<string>): Promise<StatusUpdate> {
  return { ...status, isOurs: isSigned(status.html) && status.author?.gid === (await readBotGid()) }
}
