import { describe, expect, it } from 'vitest'
import { BEFORE_STORIES } from '../../src/flows/ports/index.ts'
import { announce, gateway, withoutNetwork } from './nock-gateway.ts'

withoutNetwork()

const AT = '2026-11-02T08:00:00.000Z'
const LATER = '2026-11-09T08:00:00.000Z'

describe('the stories of a task', () => {
  const change = (at: string, old: number | null | undefined, now: number | null | undefined, field = '10') => ({
    gid: '1',
    created_at: at,
    type: 'system',
    resource_subtype: 'number_custom_field_changed',
    custom_field: { gid: field },
    old_number_value: old,
    new_number_value: now,
  })
  const cases: [what: string, stories: object[], points: object[]][] = [
    ['no change', [], []],
    ['a first value', [change(AT, null, 5)], [{ at: AT, value: 5 }]],
    ['a first value, the old one left out', [change(AT, undefined, 5)], [{ at: AT, value: 5 }]],
    [
      'a value from before',
      [change(AT, 3, 5)],
      [
        { at: BEFORE_STORIES, value: 3 },
        { at: AT, value: 5 },
      ],
    ],
    [
      'a zero from before',
      [change(AT, 0, 5)],
      [
        { at: BEFORE_STORIES, value: 0 },
        { at: AT, value: 5 },
      ],
    ],
    ['emptied and filled', [change(AT, null, null), change(LATER, null, 0)], [{ at: AT }, { at: LATER, value: 0 }]],
    ['another field', [change(AT, 1, 2, '11'), change(LATER, null, 5)], [{ at: LATER, value: 5 }]],
    [
      'the wrong order',
      [change(LATER, 5, 6), change(AT, null, 5)],
      [
        { at: AT, value: 5 },
        { at: LATER, value: 6 },
      ],
    ],
    [
      'numbers in the text only (recorded, May 2026)',
      [
        { ...change(AT, undefined, undefined), text: 'changed Upvotes from "-293" to "-296"' },
        { ...change(LATER, undefined, undefined), text: 'changed Upvotes from "1,200.5" to "12%"' },
      ],
      [
        { at: BEFORE_STORIES, value: -293 },
        { at: AT, value: -296 },
        { at: LATER, value: 0.12 },
      ],
    ],
    [
      'no field named, but its name in the text',
      [{ ...change(AT, undefined, undefined), custom_field: undefined, text: 'changed Upvotes from "3" to "5"' }],
      [
        { at: BEFORE_STORIES, value: 3 },
        { at: AT, value: 5 },
      ],
    ],
    [
      'no field named, and another name in the text',
      [{ ...change(AT, undefined, undefined), custom_field: undefined, text: 'changed Downvotes from "3" to "5"' }],
      [],
    ],
    [
      'neither numbers nor a text that tells them',
      [{ ...change(AT, undefined, undefined), text: 'hat Upvotes geändert' }],
      [],
    ],
    ['another kind', [{ ...change(AT, null, 5), resource_subtype: 'text_custom_field_changed' }], []],
  ]
  it.each(cases)('tell the past of a number: %s', async (_what, stories, points) => {
    announce('/tasks/12/stories', stories)
    await expect(gateway().readStories('12', { gid: '10', name: 'Upvotes' })).resolves.toStrictEqual({
      points,
      comments: [],
    })
  })

  it('tell no past without a field', async () => {
    announce('/tasks/12/stories', [change(AT, 1, 5), { ...change(AT, 1, 5), custom_field: null }])
    await expect(gateway().readStories('12', undefined)).resolves.toStrictEqual({ points: [], comments: [] })
  })

  it('hold the comments, and nothing of what Asana noted itself', async () => {
    const author = { gid: '8', name: 'Ann' }
    announce('/tasks/12/stories', [
      { gid: '1', created_at: AT, type: 'system', resource_subtype: 'added_to_project', text: 'added to Fairs' },
      { gid: '2', created_at: AT, type: 'comment', text: 'Hi', html_text: '<body>Hi</body>', created_by: author },
      { gid: '3', created_at: LATER, type: 'comment', created_by: null },
    ])
    const { comments } = await gateway().readStories('12', { gid: '10', name: 'Upvotes' })
    expect(comments).toStrictEqual([
      { gid: '2', html: '<body>Hi</body>', createdAt: AT, author },
      { gid: '3', html: '', createdAt: LATER },
    ])
  })
})
