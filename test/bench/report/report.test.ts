import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { toFigure } from './figure.ts'
import { readRun, renderComparison, saveRun } from './file.ts'

describe('the report of the benchmark', () => {
  it('judges a ratio pair by pair, by its median', () => {
    const sample = {
      group: 'ingest',
      name: 'throughput',
      unit: '/s',
      ours: [50, 80, 10],
      base: [100, 100, 100],
    }
    const figure = toFigure({ ...sample, goal: { of: 'ratio', atLeast: 0.55 } })
    expect(figure.ratio).toEqual({ min: 0.1, median: 0.5, max: 0.8 })
    expect(figure.isMet).toBe(false)
    expect(toFigure({ ...sample, goal: { of: 'ratio', atLeast: 0.5 } }).isMet).toBe(true)
  })

  it('keeps a run and tells what moved since', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'v2mom-bench-test-'))
    const noise = { work: { min: 1, median: 1, max: 1 }, load: 0, cores: 2, node: 'v24' }
    const runOf = (requests: number) => ({
      ...{ at: '2026-11-16', size: 'full', noise: { before: noise, after: noise }, splits: [] },
      figures: [toFigure({ group: 'economy', name: 'one change', unit: 'requests', ours: [requests], base: [3] })],
    })
    saveRun(join(dir, 'run.json'), runOf(6))
    const comparison = renderComparison(runOf(3), readRun(join(dir, 'run.json')))
    await rm(dir, { recursive: true })
    expect(comparison).toMatch(/economy: one change\s+ratio\s+2\s+1\s+-50%/)
  })
})
