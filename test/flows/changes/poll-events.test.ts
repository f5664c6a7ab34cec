import { describe, expect, it } from 'vitest'
import { pollProject } from '../../../src/flows/changes/poll-events.ts'
import type { EventsPage } from '../../../src/flows/ports/index.ts'

const ADDED = { action: 'added', resourceGid: '1', resourceType: 'task' }
const identity = { botGid: '9', botManagedGids: new Set<string>() }

/** Polls a project whose every page of events is the same; tells what was done, in order. */
async function poll(page: Omit<EventsPage, 'sync'>): Promise<{ asked: number; done: string[] }> {
  const done: string[] = []
  let asked = 0
  const asana = {
    async readEvents() {
      asked += 1
      return { ...page, sync: `after-${asked}` }
    },
    readPortfolioItems: unexpected,
  }
  const store = {
    readEventsCursor: async () => 'before',
    saveEventsCursor: async (_gid: string, sync: string) => void done.push(`save ${sync}`),
    markTasksDirty: async () => {},
    invalidateProject: async () => 1,
  }
  const queue = {
    enqueueProjectSync: async (gid: string, cause?: string) => void done.push(`sync ${gid} ${cause}`),
    enqueuePortfolioContentsRefresh: unexpected,
  }
  await pollProject({ asana, store, queue }, '1', identity)
  return { asked, done }
}

async function unexpected(): Promise<never> {
  throw new Error('not expected')
}

describe('polling the events of a project', () => {
  it('leaves the rest for the next poll when Asana has no end of them', async () => {
    const { asked, done } = await poll({ changes: [ADDED], hasMore: true, expired: false })
    expect(asked).toBe(100)
    expect(done).toEqual(['sync 1 change', 'save after-100'])
  })

  it('reconciles the project when the cursor has expired', async () => {
    const { done } = await poll({ changes: [], hasMore: false, expired: true })
    expect(done).toEqual(['sync 1 reconcile', 'save after-1'])
  })

  it('enqueues nothing when nothing relevant happened', async () => {
    const { done } = await poll({ changes: [{ ...ADDED, resourceType: 'story' }], hasMore: false, expired: false })
    expect(done).toEqual(['save after-1'])
  })
})
