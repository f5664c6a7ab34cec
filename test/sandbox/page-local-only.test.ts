import { expect, it } from 'vitest'
import { find } from '../../src/sandbox/world/find.ts'
import { openPage } from './open-page.ts'

const SENDERS: readonly [string, (origin: string) => Record<string, string>, number][] = [
  ['its own form, named by Origin', (origin) => ({ origin }), 303],
  ['its own form, named by the browser', () => ({ 'sec-fetch-site': 'same-origin' }), 303],
  ['a form of another site', () => ({ origin: 'https://evil.example' }), 403],
  ['another port of this machine', () => ({ origin: 'http://127.0.0.1:1' }), 403],
  ['a form the browser calls foreign', (origin) => ({ origin, 'sec-fetch-site': 'cross-site' }), 403],
  ['a form of a neighbour site', (origin) => ({ origin, 'sec-fetch-site': 'same-site' }), 403],
  ['an opaque sender', () => ({ origin: 'null' }), 403],
  ['nobody', () => ({}), 403],
]

it.each(SENDERS)('answers a form sent by %s as it deserves', async (_who, headers, status) => {
  const { world, story, origin, post } = await openPage()
  const answer = await post(`/task/${story.tasks.preorders}`, { name: 'Taken over' }, headers(origin))
  expect(answer.status).toBe(status)
  const { name } = find(world.state, 'task', story.tasks.preorders)
  expect(name === 'Taken over').toBe(status === 303)
})

it.each(['evil.example', 'evil.example:4400', '127.0.0.1.evil.example'])(
  'does not answer under the foreign name "%s"',
  async (host) => {
    const { story, get } = await openPage()
    const answer = await get(`/portfolio/${story.portfolio}`, { host })
    expect(answer).toMatchObject({ status: 403, text: 'The sandbox answers only on this machine.' })
  },
)

it.each(['localhost', 'localhost:4400', '127.0.0.1:4400', '[::1]:4400'])('answers as %s', async (host) => {
  const { story, get } = await openPage()
  expect((await get(`/portfolio/${story.portfolio}`, { host })).status).toBe(200)
})

it.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
  'never leads back to %s',
  async (back) => {
    const { story, post } = await openPage()
    const answer = await post(`/task/${story.tasks.preorders}`, { name: 'Orders', back })
    expect(answer.location).toBe('/')
  },
)
