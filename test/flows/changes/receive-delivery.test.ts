import { describe, expect, it } from 'vitest'
import { createReceiver, type ReceiverDeps } from '../../../src/flows/changes/receive-delivery.ts'
import type { AsanaEvent, WebhookRecord } from '../../../src/flows/ports/index.ts'

const [BOT, MAYA] = ['bot', 'maya']
const PROJECT: WebhookRecord = {
  token: 't',
  resourceGid: 'p1',
  kind: 'project',
  awaitingHandshake: false,
  createdAt: '2026-11-21T08:00:00.000Z',
}
const PORTFOLIO: WebhookRecord = { ...PROJECT, resourceGid: 'f1', kind: 'portfolio' }

const typed = (userGid: string, newValueGid = 'actual'): AsanaEvent => ({
  ...{ userGid, action: 'changed', resourceGid: '1', resourceType: 'task', field: 'custom_fields', newValueGid },
})
const ofTask = (action: string, resourceGid = '1'): AsanaEvent => ({
  ...{ userGid: MAYA, action, resourceGid, resourceType: 'task' },
})
const ofProject = (action: string, resourceGid: string, field = 'name'): AsanaEvent => ({
  ...{ userGid: MAYA, action, resourceGid, resourceType: 'project', field },
})

/** A receiver whose every command is written down, in the order in which it takes effect. */
function start({ managed = ['attainment'], ...own }: Partial<ReceiverDeps> & { managed?: string[] } = {}) {
  const done: string[] = []
  const note = (text: string) => async () => void done.push(text)
  const receive = createReceiver({
    store: {
      async readBotManagedGids() {
        done.push('read managed gids')
        return new Set(managed)
      },
      async invalidateProject(gid) {
        done.push(`invalidate ${gid}`)
        return 1
      },
      async markTasksDirty(gid, tasks) {
        if (tasks.length > 0) done.push(`mark ${gid} ${tasks.map((task) => task ?? '*').join()}`)
      },
    },
    queue: {
      enqueueProjectSync: (gid) => note(`sync ${gid}`)(),
      enqueuePortfolioContentsRefresh: note('refresh contents'),
    },
    readBotGid: async () => BOT,
    countEvents: (relevance, count) => void counts.push(`${count} ${relevance}`),
    ...own,
  })
  const counts: string[] = []
  return { receive, done, counts, managed }
}

/** A receiver that has read the identity of the bot. */
async function startWarm(...args: Parameters<typeof start>) {
  const started = start(...args)
  await started.receive(PROJECT, [typed(MAYA)])
  started.done.length = 0
  started.counts.length = 0
  return started
}

describe('what follows from a delivery', () => {
  it('is one sync of the project, and nothing else where plain values changed', async () => {
    const { receive, done, counts } = await startWarm()
    await receive(PROJECT, [typed(MAYA), typed(MAYA)])
    expect(done).toEqual(['sync p1'])
    expect(counts).toEqual(['2 relevant', '0 irrelevant'])
  })

  it('is nothing where no event is relevant', async () => {
    const { receive, done, counts } = await startWarm()
    await receive(PROJECT, [{ ...typed(MAYA), resourceType: 'story' }])
    expect(done).toEqual([])
    expect(counts).toEqual(['0 relevant', '1 irrelevant'])
  })

  it.each<[string, AsanaEvent[], string[]]>([
    [
      'moved tasks are marked dirty',
      [ofTask('added', '7'), ofTask('removed', '8'), ofTask('added', '7')],
      ['mark p1 7,8'],
    ],
    ['all tasks where a section changed', [{ ...ofTask('changed'), resourceType: 'section' }], ['mark p1 *']],
    ['the cached project is dropped', [ofProject('changed', 'p1')], ['invalidate p1']],
    [
      'both where fields come and go',
      [ofProject('changed', 'p1', 'custom_field_settings')],
      ['invalidate p1', 'mark p1 *'],
    ],
  ])('%s before the sync is enqueued', async (_, events, marks) => {
    const { receive, done } = await startWarm()
    await receive(PROJECT, events)
    expect(done).toEqual([...marks, 'sync p1'])
  })

  it('is no sync when the marks cannot be stored, and the delivery fails', async () => {
    const { receive, done } = await startWarm()
    const down = () => Promise.reject(new Error('Redis is down'))
    const failing = start({
      store: { readBotManagedGids: async () => new Set(), invalidateProject: down, markTasksDirty: down },
    })
    await expect(failing.receive(PROJECT, [ofTask('removed')])).rejects.toThrow('Redis is down')
    expect(failing.done).toEqual([])
    await receive(PROJECT, [typed(MAYA)])
    expect(done).toEqual(['sync p1'])
  })
})

describe('an echo of the service', () => {
  it('leads to nothing, and is known without a read', async () => {
    const { receive, done } = await startWarm()
    await receive(PROJECT, [typed(BOT, 'attainment')])
    expect(done).toEqual([])
  })

  it('is known although its field was created a moment ago', async () => {
    const { receive, done, managed } = await startWarm()
    managed.push('brand-new')
    await receive(PROJECT, [typed(BOT, 'brand-new')])
    await receive(PROJECT, [typed(BOT, 'brand-new')])
    expect(done).toEqual(['read managed gids'])
  })

  it('is told apart from an edit by the person whose token it is', async () => {
    const { receive, done } = await startWarm()
    await receive(PROJECT, [typed(BOT, 'actual')])
    await receive(PROJECT, [{ ...typed(BOT), field: 'name' }])
    expect(done).toEqual(['read managed gids', 'sync p1', 'sync p1'])
  })

  it('costs a needless sync, and no change is lost, while Asana does not tell whose token it is', async () => {
    const { receive, done } = start({ readBotGid: () => Promise.reject(new Error('Asana is down')) })
    await receive(PROJECT, [typed(BOT, 'attainment')])
    expect(done).toEqual(['read managed gids', 'sync p1'])
  })
})

describe('what follows from a delivery of a portfolio', () => {
  it('is a sync of each project that changed, with the marks of its own events', async () => {
    const { receive, done } = await startWarm()
    await receive(PORTFOLIO, [ofProject('changed', 'a'), ofProject('changed', 'b', 'custom_field_settings')])
    expect(done.filter((text) => text.startsWith('sync')).sort()).toEqual(['sync a', 'sync b'])
    expect(done).toContain('mark b *')
    expect(done).not.toContain('mark a *')
  })

  it.each(['added', 'removed', 'deleted'])('is a new read of its contents where a project was %s', async (action) => {
    const { receive, done } = await startWarm()
    await receive(PORTFOLIO, [ofProject(action, 'a')])
    expect(done).toEqual(['refresh contents'])
  })

  it('is nothing where no event is relevant', async () => {
    const { receive, done } = await startWarm()
    await receive(PORTFOLIO, [{ ...ofProject('changed', 'a'), userGid: BOT, field: 'current_status_update' }])
    expect(done).toEqual([])
  })
})
