import { WebhooksApi } from 'asana'
import { z } from 'zod'
import { omitAbsent } from '../domain/omit-absent.ts'
import type { AsanaPort, Webhook } from '../flows/ports/index.ts'
import { readPages } from './paging.ts'
import type { Asana } from './request.ts'
import { body } from './request-body.ts'
import { Done, Ref } from './shared-schemas.ts'

const FIELDS = [
  'resource',
  'target',
  'active',
  'last_success_at',
  'last_failure_at',
  'last_failure_content',
  'delivery_retry_count',
  'failure_deletion_timestamp',
].join(',')

const Registered = z
  .object({
    gid: z.string(),
    // Null once the resource was deleted.
    resource: Ref.nullish(),
    target: z.string(),
    active: z.boolean().nullish(),
    last_success_at: z.string().nullish(),
    last_failure_at: z.string().nullish(),
    last_failure_content: z.string().nullish(),
    delivery_retry_count: z.number().nullish(),
    failure_deletion_timestamp: z.string().nullish(),
  })
  .transform(
    (webhook): Webhook => ({
      gid: webhook.gid,
      resourceGid: webhook.resource?.gid ?? '',
      target: webhook.target,
      active: webhook.active ?? false,
      ...omitAbsent({
        lastSuccessAt: webhook.last_success_at,
        lastFailureAt: webhook.last_failure_at,
        lastFailure: webhook.last_failure_content,
        deliveryRetryCount: webhook.delivery_retry_count,
        failureDeletionAt: webhook.failure_deletion_timestamp,
      }),
    }),
  )

/** The secret is a member beside `data`, not in it. */
const Created = z
  .object({ data: Ref, 'X-Hook-Secret': z.string().nullish() })
  .transform(({ data, 'X-Hook-Secret': secret }) => ({ gid: data.gid, ...omitAbsent({ secret }) }))

type Api = Pick<AsanaPort, 'readWebhooks' | 'createWebhook' | 'deleteWebhook'>

export function createWebhookApi({ client, request }: Asana): Api {
  const api = new WebhooksApi(client)
  return {
    readWebhooks: (gid) =>
      readPages(request, {
        operation: 'readWebhooks',
        gid,
        send: (page) => api.getWebhooksWithHttpInfo(gid, { ...page, opt_fields: FIELDS }),
        item: Registered,
      }),

    createWebhook: (resource, target, filters) =>
      request({
        kind: 'write',
        operation: 'createWebhook',
        gid: resource,
        send: () => api.createWebhookWithHttpInfo(body({ resource, target, filters }), { opt_fields: 'active' }),
        schema: Created,
      }),

    deleteWebhook: (gid) =>
      request({
        kind: 'write',
        operation: 'deleteWebhook',
        gid,
        send: () => api.deleteWebhookWithHttpInfo(gid),
        schema: Done,
      }),
  }
}
