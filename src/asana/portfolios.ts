import { PortfoliosApi } from 'asana'
import { z } from 'zod'
import { omitAbsent } from '../domain/omit-absent.ts'
import type { AsanaPort, FetchedPortfolio } from '../flows/ports/index.ts'
import { SETTINGS_FIELDS, Settings } from './custom-fields.ts'
import { readPages } from './paging.ts'
import { PROJECT_FIELDS, Project } from './projects.ts'
import type { Asana } from './request.ts'
import { body } from './request-body.ts'
import { Done, Named, singleResource } from './shared-schemas.ts'

const FIELDS = ['name', 'permalink_url', 'owner.name', 'archived', ...SETTINGS_FIELDS].join(',')

const Portfolio = z
  .object({
    gid: z.string(),
    name: z.string().nullish(),
    permalink_url: z.string().nullish(),
    owner: Named.nullish(),
    archived: z.boolean().nullish(),
    custom_field_settings: Settings,
  })
  .transform(
    (portfolio): FetchedPortfolio => ({
      portfolio: {
        gid: portfolio.gid,
        name: portfolio.name ?? '',
        archived: portfolio.archived ?? false,
        ...omitAbsent({ permalinkUrl: portfolio.permalink_url, owner: portfolio.owner }),
      },
      projectFields: portfolio.custom_field_settings,
    }),
  )

const PortfolioItem = z
  .object({ gid: z.string(), name: z.string().nullish(), resource_type: z.string().nullish() })
  .transform(({ gid, name, resource_type }) => ({
    item: { gid, name: name ?? '' },
    isPortfolio: resource_type === 'portfolio',
  }))

/** The listing mixes projects and nested portfolios; only `resource_type` tells them apart. */
const DetailedItem = z.union([
  z.object({ gid: z.string(), name: z.string().nullish(), resource_type: z.literal('portfolio') }),
  Project,
])

type Api = Pick<AsanaPort, 'readPortfolio' | 'readPortfolioItems' | 'readPortfolioProjects' | 'addFieldToPortfolio'>

export function createPortfolioApi({ client, request }: Asana): Api {
  const api = new PortfoliosApi(client)
  return {
    readPortfolio: (gid) =>
      request({
        kind: 'read',
        operation: 'readPortfolio',
        gid,
        send: () => api.getPortfolioWithHttpInfo(gid, { opt_fields: FIELDS }),
        schema: singleResource(Portfolio),
      }),

    async readPortfolioItems(gid) {
      // Without opt_fields Asana sends the compact form, which has the resource_type.
      const send = (page: object) => api.getItemsForPortfolioWithHttpInfo(gid, { ...page })
      const listing = { operation: 'readPortfolioItems', gid, send, item: PortfolioItem }
      const items = await readPages(request, listing)
      return {
        projects: items.flatMap(({ item, isPortfolio }) => (isPortfolio ? [] : item)),
        portfolios: items.flatMap(({ item, isPortfolio }) => (isPortfolio ? item : [])),
      }
    },

    async readPortfolioProjects(gid) {
      const opt_fields = `resource_type,${PROJECT_FIELDS}`
      const send = (page: object) => api.getItemsForPortfolioWithHttpInfo(gid, { ...page, opt_fields })
      const items = await readPages(request, { operation: 'readPortfolioProjects', gid, send, item: DetailedItem })
      return {
        projects: items.flatMap((item) => ('project' in item ? [item] : [])),
        portfolios: items.flatMap((item) => ('project' in item ? [] : [{ gid: item.gid, name: item.name ?? '' }])),
      }
    },

    addFieldToPortfolio: (gid, fieldGid) =>
      request({
        kind: 'write',
        operation: 'addFieldToPortfolio',
        gid,
        send: () => api.addCustomFieldSettingForPortfolioWithHttpInfo(body({ custom_field: fieldGid }), gid),
        schema: Done,
      }),
  }
}
