import { expect, it, onTestFinished } from 'vitest'
import { createActivityLog } from '../../../src/sandbox/demo/activity-log.ts'
import { mountPage } from '../../../src/sandbox/page/page.ts'
import type { Exchange } from '../../../src/sandbox/request-log.ts'
import { seedStory } from '../../../src/sandbox/seed/seed.ts'
import { createSandbox } from '../../../src/sandbox/server.ts'
import type { Webhook } from '../../../src/sandbox/state.ts'
import type { Delivery } from '../../../src/sandbox/webhooks/outbox.ts'

const NOW = new Date('2026-11-18T10:00:00Z')

function openNarration() {
  const written: string[] = []
  const activityLog = createActivityLog((text) => written.push(text.replace(/^[\d:]+ +/, '').trimEnd()))
  const sandbox = createSandbox({ now: () => NOW })
  const story = seedStory(sandbox.world, NOW)
  const page = mountPage(sandbox.app, sandbox.world, activityLog.entry)
  activityLog.watch(sandbox)
  onTestFinished(() => {
    activityLog.close()
    page.close()
  })
  const exchange = (method: string, path: string, more: Partial<Exchange> = {}) =>
    activityLog.exchange({ ...EXCHANGE, method, path, user: story.bot.gid, ...more })
  return { written, activityLog, sandbox, story, exchange }
}

const EXCHANGE: Exchange = {
  ...{ at: NOW, method: 'GET', path: '/', operation: undefined, status: 200, user: undefined },
  ...{ query: {}, requestBody: undefined, body: {}, isFault: false },
}

it('tells who did what, several fields at once in one line', () => {
  const { written, activityLog, sandbox, story } = openNarration()
  const { tasks, fields, people } = story
  sandbox.world.setValues(tasks.preorders, { [fields.actual]: 480, [fields.target]: 900 }, { by: people.jonas })
  activityLog.close()
  expect(written).toEqual(['Jonas Lindqvist    set Actual to 480, Target to 900 on Pre-orders from dealers'])
})

it("tells reading by project, a task's under its project", () => {
  const { written, activityLog, story, exchange } = openNarration()
  exchange('GET', `/projects/${story.projects.launch}`)
  exchange('GET', `/tasks/${story.tasks.preorders}/stories`)
  exchange('GET', `/projects/${story.projects.fairs}/tasks`)
  exchange('GET', '/users/me')
  activityLog.close()
  expect(written).toEqual([
    'V2MOM Assistant    reads Launch of the Nova tent (2 requests)',
    'V2MOM Assistant    reads Trade fair tour (1 request)',
  ])
})

it('tells what was made and what was refused', () => {
  const { written, activityLog, story, exchange } = openNarration()
  exchange('POST', '/custom_fields', {
    operation: '/custom_fields',
    status: 201,
    requestBody: { data: { name: 'Mood' } },
  })
  const requestBody = { data: { resource: story.projects.launch } }
  exchange('POST', '/webhooks', { operation: '/webhooks', status: 201, requestBody })
  exchange('PUT', '/tasks/1', { status: 403 })
  activityLog.close()
  expect(written).toEqual([
    'V2MOM Assistant    made the field Mood',
    'V2MOM Assistant    listens to Launch of the Nova tent',
    'V2MOM Assistant    was answered 403 to PUT /tasks/1',
  ])
})

it('passes on what the service warns of', () => {
  const { written, activityLog } = openNarration()
  activityLog.log(JSON.stringify({ level: 'warn', msg: 'The queue is out of reach', detail: 'connect ENOENT' }))
  activityLog.close()
  expect(written).toEqual(['Service (warn)     The queue is out of reach: connect ENOENT'])
})

it('tells of a delivery that people caused or that failed, not of an echo', () => {
  const { written, activityLog, sandbox, story } = openNarration()
  const webhook = toWebhook(story.projects.launch, story.bot.gid)
  sandbox.world.state.tables.webhook.set(webhook.gid, webhook)
  const entries = [
    toDelivery(webhook, story.people.jonas, 200),
    toDelivery(webhook, story.bot.gid, 200),
    toDelivery(webhook, story.people.jonas, 503),
  ]
  activityLog.watch({ ...sandbox, deliveries: { ...sandbox.deliveries, entries } })
  activityLog.close()
  expect(written).toEqual([
    'Asana              tells the service that something has changed in Launch of the Nova tent',
    'Asana              could not tell the service about Launch of the Nova tent (answer 503), and tries again',
  ])
})

function toWebhook(resource: string, user: string): Webhook {
  return {
    ...{ gid: '1', resource, user, target: 'http://127.0.0.1/', filters: [], secret: '', active: true, createdAt: NOW },
    ...{ lastSuccessAt: undefined, lastFailureAt: undefined, lastFailureContent: '', deliveryRetryCount: 0 },
    ...{ nextAttemptAfter: undefined, failureDeletionAt: undefined },
  }
}

function toDelivery({ gid, target }: Webhook, user: string, status: number): Delivery {
  return { webhook: gid, target, at: NOW, events: [{ user: { gid: user } }], attempt: 1, status, lost: false }
}
