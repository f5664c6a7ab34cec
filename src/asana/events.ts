import { EventsApi } from 'asana'
import { z } from 'zod'
import { omitAbsent } from '../domain/omit-absent.ts'
import type { AsanaEvent, AsanaPort, EventsPage } from '../flows/ports/index.ts'
import type { Asana } from './request.ts'
import { Ref } from './shared-schemas.ts'

const Resource = z.object({ gid: z.string(), resource_type: z.string().nullish() })

/** New values are references for objects, and plain numbers and texts, which no rule uses, for the rest. */
const Value = Ref.nullish().catch(undefined)

const Event = z
  .object({
    user: Ref.nullish(),
    action: z.string().nullish(),
    resource: Resource.nullish(),
    change: z.object({ field: z.string().nullish(), new_value: Value, added_value: Value }).nullish(),
  })
  .transform(({ user, action, resource, change }): AsanaEvent[] => {
    if (!resource) return []
    return [
      {
        action: action ?? '',
        resourceGid: resource.gid,
        resourceType: resource.resource_type ?? '',
        ...omitAbsent({
          userGid: user?.gid,
          field: change?.field,
          newValueGid: change?.new_value?.gid,
          addedValueGid: change?.added_value?.gid,
        }),
      },
    ]
  })

const EventsResponse = z
  .object({ data: z.array(Event).nullish(), sync: z.string(), has_more: z.boolean().nullish() })
  .transform(
    ({ data, sync, has_more }): EventsPage => ({
      sync,
      changes: (data ?? []).flat(),
      hasMore: has_more ?? false,
      expired: false,
    }),
  )

/** The 412 for a missing or an expired cursor: no events, and the cursor to go on with. */
const Expired = z
  .object({ sync: z.string() })
  .transform(({ sync }): EventsPage => ({ sync, changes: [], hasMore: false, expired: true }))

export function createEventApi({ client, request }: Asana): Pick<AsanaPort, 'readEvents'> {
  const api = new EventsApi(client)
  return {
    readEvents: (gid, sync) =>
      request({
        kind: 'read',
        operation: 'readEvents',
        gid,
        send: () => api.getEventsWithHttpInfo(gid, sync === undefined ? {} : { sync }),
        schema: EventsResponse,
        errorSchemas: { 412: Expired },
      }),
  }
}
