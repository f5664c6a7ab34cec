import { describe, expect, it } from 'vitest'
import { pollProject } from '../../../src/flows/changes/poll-project.ts'
import type { AsanaPort, StorePort } from '../../../src/flows/ports/index.ts'

describe('asking for changes', () => {
  it('leaves the rest for the next look when Asana has no end of them', async () => {
    let asked = 0
    const saved: string[] = []
    const asana = {
      async readEvents() {
        asked += 1
        const change = { action: 'added', resourceGid: '1', resourceType: 'task' }
        return { sync: `after-${asked}`, changes: [change], hasMore: true, expired: false }
      },
    } as Partial<AsanaPort> as AsanaPort
    const store = {
      markTasksDirty: async () => {},
      readEventsCursor: async () => 'before',
      saveEventsCursor: async (_gid, sync) => void saved.push(sync),
    } as Partial<StorePort> as StorePort
    expect(await pollProject({ asana, store, botGid: '9' }, '1', new Set())).toBe(true)
    expect(saved).toEqual([`after-${asked}`])
  })
})
