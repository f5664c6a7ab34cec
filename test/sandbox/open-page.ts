import { once } from 'node:events'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { onTestFinished } from 'vitest'
import { mountPage, type Page } from '../../src/sandbox/page/page.ts'
import { type Story, seedStory } from '../../src/sandbox/seed/seed.ts'
import { createState } from '../../src/sandbox/state.ts'
import { createWorld, type World } from '../../src/sandbox/world.ts'

export type Answer = Readonly<{ status: number; text: string; location: string | undefined; cookie: string }>
type Headers = Readonly<Record<string, string>>

export type OpenPage = Readonly<{
  world: World
  story: Story
  page: Page
  origin: string
  get(path: string, headers?: Headers): Promise<Answer>
  /** Sends a form as the page's own forms are sent, unless other headers are given. */
  post(path: string, form: Readonly<Record<string, string>>, headers?: Headers): Promise<Answer>
}>

export const PAGE_NOW = new Date('2026-11-18T10:00:00.000Z')

/** The page over the seeded story, on a port of its own, closed with the test. */
export async function openPage(): Promise<OpenPage> {
  const world = createWorld(createState(() => PAGE_NOW))
  const story = seedStory(world, PAGE_NOW)
  const app = express()
  const page = mountPage(app, world)
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    page.close()
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...{ world, story, page, origin },
    get: (path, headers = {}) => ask(origin + path, 'GET', headers),
    post: (path, form, headers = { origin }) =>
      ask(origin + path, 'POST', { 'content-type': FORM_TYPE, ...headers }, new URLSearchParams(form).toString()),
  }
}

const FORM_TYPE = 'application/x-www-form-urlencoded'

/** Plain `node:http`, because fetch keeps Host, Origin and Sec-Fetch-Site to itself. */
async function ask(url: string, method: string, headers: Headers, body = ''): Promise<Answer> {
  const call = request(url, { method, headers })
  call.end(body)
  const [response] = await once(call, 'response')
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  return {
    status: response.statusCode,
    text: Buffer.concat(chunks).toString(),
    location: response.headers.location,
    cookie: (response.headers['set-cookie'] ?? []).join('; '),
  }
}
