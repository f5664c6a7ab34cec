import { describe, expect, it } from 'vitest'
import { writeComment, writeHealthComment } from '../../../src/flows/apply/write-comment.ts'
import { type AsanaPort, PortError } from '../../../src/flows/ports/index.ts'

const BOT = { gid: 'bot', name: 'Bot' }
const SIGNED = '\n— asana-v2mom'
const MONDAY = '2026-11-16T09:00:00.000Z'
const TUESDAY = '2026-11-17T08:00:00.000Z'

/** A task with at most one comment, and what was done to it. */
function task(standing?: { html: string; createdAt: string }, refused?: string) {
  const done: string[] = []
  const perform = async (what: string, html: string) => {
    done.push(`${what} ${html}`)
    if (html === refused) throw new PortError('bad-request', what, 'not an object you have access to')
  }
  const existing = standing
    ? [{ gid: 'c1', author: BOT, createdAt: standing.createdAt, html: `${standing.html}${SIGNED}` }]
    : []
  const asana = {
    readStories: async () => ({ points: [], comments: existing }),
    async createComment(_: string, html: string) {
      await perform('create', html)
      return { gid: 'c2', html, createdAt: TUESDAY }
    },
    updateComment: (_: string, html: string) => perform('update', html),
  } satisfies Partial<AsanaPort>
  return { done, deps: { asana, botGid: BOT.gid } }
}

const WORDS = {
  taskGid: 't1',
  name: 'Leads',
  html: `<a data-asana-gid="7"/>: h${SIGNED}`,
  htmlWithoutMention: `Ana: h${SIGNED}`,
  faultCodes: '',
}

describe('a comment on a measure task', () => {
  it.each([['<a href="x" data-asana-gid="7" data-asana-type="user">@Ana</a>: h'], ['Ana: h']])(
    'that stands there with this text is left as it is: %s',
    async (html) => {
      const { deps, done } = task({ html, createdAt: MONDAY })
      expect(await writeComment(deps, WORDS)).toEqual({ gid: 'c1', at: MONDAY })
      expect(done).toEqual([])
    },
  )

  it('that says something else is edited', async () => {
    const { deps, done } = task({ html: 'old', createdAt: MONDAY })
    expect(await writeComment(deps, WORDS)).toMatchObject({ gid: 'c1', at: MONDAY, withoutMention: false })
    expect(done).toEqual([`update ${WORDS.html}`])
  })

  it('is sent without the mention that Asana rejects', async () => {
    const { deps, done } = task(undefined, WORDS.html)
    expect(await writeComment(deps, WORDS)).toEqual({ gid: 'c2', at: TUESDAY, withoutMention: true })
    expect(done).toEqual([`create ${WORDS.html}`, `create ${WORDS.htmlWithoutMention}`])
  })

  it('fails when it is not the mention that Asana rejects', async () => {
    const { deps } = task(undefined, WORDS.htmlWithoutMention)
    await expect(writeComment(deps, { ...WORDS, html: WORDS.htmlWithoutMention })).rejects.toMatchObject({
      kind: 'bad-request',
    })
  })
})

describe('a comment on a change of health', () => {
  const write = {
    kind: 'health-comment' as const,
    taskGid: 'h1',
    html: `new${SIGNED}`,
    from: 'On track' as const,
    to: 'At risk' as const,
    editSince: '2026-11-16T08:00:00.000Z',
  }

  it.each<[string, Parameters<typeof task>[0], string[]]>([
    ['is new where none stands', undefined, [`create new${SIGNED}`]],
    ['is new a day after the last', { html: 'old', createdAt: '2026-11-16T07:00:00.000Z' }, [`create new${SIGNED}`]],
    [
      'is edited into one that a crash kept out of the state',
      { html: 'old', createdAt: MONDAY },
      [`update new${SIGNED}`],
    ],
    ['is not repeated', { html: 'new', createdAt: MONDAY }, []],
  ])('%s', async (_, standing, expected) => {
    const { deps, done } = task(standing)
    const isNew = expected[0]?.startsWith('create')
    expect(await writeHealthComment(deps, write)).toEqual(
      isNew ? { gid: 'c2', at: TUESDAY } : { gid: 'c1', at: MONDAY },
    )
    expect(done).toEqual(expected)
  })
})
