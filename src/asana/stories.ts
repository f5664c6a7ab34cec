import { StoriesApi } from 'asana'
import { z } from 'zod'
import type { Instant, Point } from '../domain/model.ts'
import { omitAbsent } from '../domain/omit-absent.ts'
import { type AsanaPort, BEFORE_STORIES, type Comment, type StoryField } from '../flows/ports/index.ts'
import { readPages } from './paging.ts'
import type { Asana } from './request.ts'
import { body } from './request-body.ts'
import { Done, Named, Ref, singleResource } from './shared-schemas.ts'

const COMMENT_FIELDS = ['created_at', 'created_by.name', 'text', 'html_text']
const STORY_FIELDS = [
  ...COMMENT_FIELDS,
  'type',
  'resource_subtype',
  'custom_field.name',
  'old_number_value',
  'new_number_value',
].join(',')

const Story = z.object({
  gid: z.string(),
  type: z.string().nullish(),
  resource_subtype: z.string().nullish(),
  created_at: z.string(),
  created_by: Named.nullish(),
  text: z.string().nullish(),
  html_text: z.string().nullish(),
  custom_field: Ref.nullish(),
  old_number_value: z.number().nullish(),
  new_number_value: z.number().nullish(),
})
type Story = z.output<typeof Story>

type Api = Pick<AsanaPort, 'readStories' | 'createComment' | 'updateComment'>

export function createStoryApi({ client, request }: Asana): Api {
  const api = new StoriesApi(client)
  return {
    async readStories(gid, numberField) {
      const stories = await readPages(request, {
        operation: 'readStories',
        gid,
        send: (page) => api.getStoriesForTaskWithHttpInfo(gid, { ...page, opt_fields: STORY_FIELDS }),
        item: Story,
      })
      const inOrder = stories.toSorted((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at))
      return {
        points: toPoints(inOrder, numberField),
        comments: inOrder.filter(({ type }) => type === 'comment').map(toComment),
      }
    },

    createComment: (taskGid, html) =>
      request({
        kind: 'write',
        operation: 'createComment',
        gid: taskGid,
        send: () =>
          api.createStoryForTaskWithHttpInfo(body({ html_text: html }), taskGid, {
            opt_fields: COMMENT_FIELDS.join(','),
          }),
        schema: singleResource(Story.transform(toComment)),
      }),

    updateComment: (gid, html) =>
      request({
        kind: 'write',
        operation: 'updateComment',
        gid,
        send: () => api.updateStoryWithHttpInfo(body({ html_text: html }), gid, { opt_fields: 'text' }),
        schema: Done,
      }),
  }
}

/** The changes of the field; the value that the first one replaced becomes a point of its own before it. */
function toPoints(stories: readonly Story[], field: StoryField | undefined): Point[] {
  if (field === undefined) return []
  const changes = stories
    .filter((story) => story.resource_subtype === 'number_custom_field_changed' && isAbout(story, field))
    .flatMap((story) => toChange(story) ?? [])
  const before = changes[0]?.before
  const points = changes.map(({ at, after }) => ({ at, ...omitAbsent({ value: after }) }))
  return before === undefined ? points : [{ at: BEFORE_STORIES, value: before }, ...points]
}

/** Recorded stories lack `custom_field` where it was not asked for; then their text names the field. */
function isAbout({ custom_field, text }: Story, { gid, name }: StoryField): boolean {
  if (custom_field) return custom_field.gid === gid
  return name !== undefined && text?.includes(` ${name} `) === true
}

type Change = Readonly<{ at: Instant; before: number | undefined; after: number | undefined }>

/** Undefined where neither the values nor the text hold the numbers. */
function toChange({ created_at: at, old_number_value, new_number_value, text }: Story): Change | undefined {
  const [before, after] = [old_number_value ?? undefined, new_number_value ?? undefined]
  if (before !== undefined || after !== undefined) return { at, before, after }
  const [, from, to] = /(?:from "([^"]*)" )?to "([^"]*)"/.exec(text ?? '') ?? []
  const parsed = { at, before: toNumber(from), after: toNumber(to) }
  const isKnown = parsed.before !== undefined || parsed.after !== undefined || new_number_value === null
  return isKnown ? parsed : undefined
}

/** The number in a story's text, as Asana writes it in English: `-296`, `1,234.5`, `42%`. */
function toNumber(text: string | undefined): number | undefined {
  const [, digits, percent] = /^(-?[\d,]*\.?\d+)\s*(%?)$/.exec(text?.trim() ?? '') ?? []
  if (digits === undefined) return undefined
  const value = Number(digits.replaceAll(',', ''))
  return percent ? value / 100 : value
}

function toComment(story: Story): Comment {
  return {
    gid: story.gid,
    html: story.html_text ?? '',
    createdAt: story.created_at,
    ...omitAbsent({ author: story.created_by }),
  }
}
