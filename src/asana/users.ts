import { UsersApi } from 'asana'
import { z } from 'zod'
import type { AsanaPort, Me } from '../flows/ports/index.ts'
import type { Asana } from './request.ts'
import { Named, singleResource } from './shared-schemas.ts'

const User = z
  .object({
    gid: z.string(),
    name: z.string().nullish(),
    workspaces: z.array(Named).nullish(),
  })
  .transform(({ gid, name, workspaces }): Me => ({ gid, name: name ?? '', workspaces: workspaces ?? [] }))

export function createUserApi({ client, request }: Asana): Pick<AsanaPort, 'readMe'> {
  const api = new UsersApi(client)
  return {
    readMe: () =>
      request({
        kind: 'read',
        operation: 'readMe',
        send: () => api.getUserWithHttpInfo('me', { opt_fields: 'name,workspaces.name' }),
        schema: singleResource(User),
      }),
  }
}
