import { describe, expect, it } from 'vitest'
import type { Point } from '../../../src/domain/model.ts'
import { BEFORE_STORIES, PortError } from '../../../src/flows/ports/index.ts'
import { readHistories } from '../../../src/flows/sync/actual-history.ts'
import { buildMeasureTask, fields } from '../../support/builders.ts'

const TYPED = '2026-11-02T09:00:00.000Z'

/** Stories in which each Actual was 0 and became 50. */
function fakeStories() {
  const asked: string[] = []
  const points: Point[] = [
    { at: BEFORE_STORIES, value: 0 },
    { at: TYPED, value: 50 },
  ]
  async function readStories(gid: string) {
    asked.push(gid)
    return { points, comments: [] }
  }
  return { asked, readStories }
}

const measures = Array.from({ length: 25 }, (_, i) => buildMeasureTask({ gid: `m${i}` }))
const project = { measures, fields: fields(), known: {}, verifiedAt: undefined }

describe('the past of many measures', () => {
  it('is read ten tasks at a time, so that other syncs need not wait, and each task once', async () => {
    const asana = fakeStories()
    let known: Readonly<Record<string, readonly Point[]>> = {}
    const runs: [number, boolean][] = []
    for (let run = 0; run < 4; run += 1) {
      const { points, stories, isComplete } = await readHistories(asana, { ...project, known })
      runs.push([Object.keys(stories).length, isComplete])
      known = points
    }
    expect(runs).toEqual([
      [10, false],
      [10, false],
      [5, true],
      [0, true],
    ])
    expect(asana.asked).toEqual(measures.map(({ gid }) => gid))
  })

  it('begins when the task was created, where no story tells otherwise', async () => {
    const { points } = await readHistories(fakeStories(), { ...project, measures: measures.slice(0, 1) })
    expect(points).toEqual({
      m0: [
        { at: '2026-11-10T09:00:00.000Z', value: 0 },
        { at: TYPED, value: 50 },
      ],
    })
  })
})

describe('a changed Actual', () => {
  const known = { m0: [{ at: TYPED, value: 40 }] }
  const one = [buildMeasureTask({ gid: 'm0', modifiedAt: '2026-11-16T09:00:00.000Z' })]

  it('within an hour of the last sync needs no story', async () => {
    const asana = fakeStories()
    const verifiedAt = '2026-11-16T08:30:00.000Z'
    const { points } = await readHistories(asana, { ...project, measures: one, known, verifiedAt })
    expect(points['m0']).toEqual([...known.m0, { at: '2026-11-16T09:00:00.000Z', value: 50 }])
    expect(asana.asked).toEqual([])
  })

  it('after a longer pause is dated by its stories', async () => {
    const asana = fakeStories()
    const verifiedAt = '2026-11-15T09:00:00.000Z'
    const { points } = await readHistories(asana, { ...project, measures: one, known, verifiedAt })
    expect(points['m0']?.at(-1)).toEqual({ at: TYPED, value: 50 })
    expect(asana.asked).toEqual(['m0'])
  })
})

describe('a task whose stories Asana does not show', () => {
  const hidden = {
    async readStories(): Promise<never> {
      throw new PortError('forbidden', 'readStories m0', '403 Forbidden')
    },
  }
  const one = { ...project, measures: measures.slice(0, 1) }

  it('has a past from now on, is named, and holds up no other', async () => {
    const { points, forbidden, isComplete } = await readHistories(hidden, one)
    expect(points['m0']).toEqual([{ at: '2026-11-10T09:00:00.000Z', value: 50 }])
    expect([forbidden, isComplete]).toEqual([['m0'], true])
  })

  it('stays named while nothing is read again, until Asana shows its stories', async () => {
    const first = await readHistories(hidden, one)
    const known = { ...one, known: first.points, forbidden: first.forbidden }
    expect((await readHistories(fakeStories(), known)).forbidden).toEqual(['m0'])
    expect((await readHistories(fakeStories(), { ...one, forbidden: ['m0', 'gone'] })).forbidden).toEqual([])
  })

  it('lets the next tasks be read in the next sync, however many are hidden', async () => {
    const first = await readHistories(hidden, project)
    const second = await readHistories(hidden, { ...project, known: first.points, forbidden: first.forbidden })
    const third = await readHistories(hidden, { ...project, known: second.points, forbidden: second.forbidden })
    expect([first.isComplete, second.isComplete, third.isComplete]).toEqual([false, false, true])
    expect(third.forbidden).toHaveLength(25)
  })
})
