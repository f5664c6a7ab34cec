import { CustomFieldsApi } from 'asana'
import { z } from 'zod'
import { omitAbsent } from '../domain/omit-absent.ts'
import type { AsanaPort, FieldDefinition } from '../flows/ports/index.ts'
import { readPages } from './paging.ts'
import type { Asana } from './request.ts'
import { body, optionsWithBody } from './request-body.ts'
import { Done, Named, Ref, singleResource } from './shared-schemas.ts'

/** The `opt_fields` of a definition. */
const FIELDS = [
  'name',
  'description',
  'resource_subtype',
  'precision',
  'format',
  'currency_code',
  'custom_label',
  'is_formula_field',
  'enum_options.name',
  'enum_options.enabled',
]

const Option = z.object({ gid: z.string(), name: z.string().nullish(), enabled: z.boolean().nullish() })

/** The definition of a custom field. */
export const Definition = z
  .object({
    gid: z.string(),
    name: z.string().nullish(),
    description: z.string().nullish(),
    resource_subtype: z.string().nullish(),
    type: z.string().nullish(),
    precision: z.number().nullish(),
    format: z.string().nullish(),
    currency_code: z.string().nullish(),
    custom_label: z.string().nullish(),
    is_formula_field: z.boolean().nullish(),
    enum_options: z.array(Option).nullish(),
    created_by: Ref.nullish(),
  })
  .transform(
    (field): FieldDefinition => ({
      gid: field.gid,
      name: field.name ?? '',
      description: field.description ?? '',
      type: field.resource_subtype ?? field.type ?? '',
      ...omitAbsent({
        precision: field.precision,
        format: field.format,
        currencyCode: field.currency_code,
        customLabel: field.custom_label,
        isFormula: field.is_formula_field || undefined,
        createdBy: field.created_by?.gid,
      }),
      options: (field.enum_options ?? []).map((option) => ({
        gid: option.gid,
        name: option.name ?? '',
        enabled: option.enabled !== false,
      })),
    }),
  )

/** The custom fields that are attached to a project for its tasks, or to a portfolio for its projects. */
export const Settings = z
  .array(z.object({ custom_field: Definition.nullish() }))
  .nullish()
  .transform((settings) => (settings ?? []).flatMap(({ custom_field }) => custom_field ?? []))

/** The `opt_fields` where {@link Settings} are read. */
export const SETTINGS_FIELDS = FIELDS.map((name) => `custom_field_settings.custom_field.${name}`)

type Api = Pick<AsanaPort, 'readWorkspaceFields' | 'createField' | 'addEnumOption' | 'enableEnumOption'>

export function createCustomFieldApi({ client, request }: Asana): Api {
  const api = new CustomFieldsApi(client)
  const opt_fields = FIELDS.join(',')
  return {
    readWorkspaceFields: (gid) =>
      readPages(request, {
        operation: 'readWorkspaceFields',
        gid,
        send: (page) =>
          api.getCustomFieldsForWorkspaceWithHttpInfo(gid, { ...page, opt_fields: `${opt_fields},created_by` }),
        item: Definition,
      }),

    createField(workspace, { type, options, ...field }) {
      const enums = options === undefined ? {} : { enum_options: options }
      const data = { workspace, resource_subtype: type, ...field, ...enums }
      return request({
        kind: 'write',
        operation: 'createField',
        gid: field.name,
        send: () => api.createCustomFieldWithHttpInfo(body(data), { opt_fields }),
        schema: singleResource(Definition),
      })
    },

    addEnumOption: (gid, option) =>
      request({
        kind: 'write',
        operation: 'addEnumOption',
        gid,
        send: () =>
          api.createEnumOptionForCustomFieldWithHttpInfo(gid, optionsWithBody({ opt_fields: 'name' }, { ...option })),
        schema: singleResource(Named),
      }),

    enableEnumOption: (gid) =>
      request({
        kind: 'write',
        operation: 'enableEnumOption',
        gid,
        send: () => api.updateEnumOptionWithHttpInfo(gid, optionsWithBody({ opt_fields: 'name' }, { enabled: true })),
        schema: Done,
      }),
  }
}
