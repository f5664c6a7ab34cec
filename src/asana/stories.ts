import { StoriesApi } from 'asana'
import { z } from 'zod'
import type { Point } from '../domain/model.ts'
import { type AsanaPort, BEFORE_STORIES, type Comment } from '../flows/ports/index.ts'
import { body } from './body.ts'
import { omitNullish } from './omit-nullish.ts'
import { readPages } from './paging.ts'
import type { Asana } from './request.ts'
import { Done, Named, Ref, singleResource } from './schema.ts'

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

type Verbs = Pick<AsanaPort, 'readStories' | 'createComment' | 'updateComment'>

export function createStoryApi({ client, request }: Asana): Verbs {
  const api = new StoriesApi(client)
  return {
    async readStories(gid, numberFieldGid) {
      const stories = await readPages(request, {
        operation: 'readStories',
        gid,
        send: (page) => api.getStoriesForTaskWithHttpInfo(gid, { ...page, opt_fields: STORY_FIELDS }),
        item: Story,
      })
      const inOrder = stories.toSorted((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at))
      return {
        points: toPoints(inOrder, numberFieldGid),
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

/** What the first change replaced stood there before any story: it is told as a point of its own. */
function toPoints(stories: readonly Story[], fieldGid: string | undefined): Point[] {
  if (fieldGid === undefined) return []
  const changes = stories.filter(
    ({ resource_subtype, custom_field }) =>
      resource_subtype === 'number_custom_field_changed' && custom_field?.gid === fieldGid,
  )
  const before = changes[0]?.old_number_value
  const points = changes.map((story) => ({ at: story.created_at, ...omitNullish({ value: story.new_number_value }) }))
  return before === null || before === undefined ? points : [{ at: BEFORE_STORIES, value: before }, ...points]
}

function toComment(story: Story): Comment {
  return {
    gid: story.gid,
    text: story.text ?? '',
    html: story.html_text ?? '',
    createdAt: story.created_at,
    ...omitNullish({ author: story.created_by }),
  }
}
