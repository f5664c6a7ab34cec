import { describe, expect, it } from 'vitest'
import { DEFAULT_THRESHOLDS, type Portfolio, type StatusType } from '../../../src/domain/model.ts'
import { planPortfolio } from '../../../src/domain/plan/plan-portfolio.ts'
import { rollUpProjects } from '../../../src/domain/rollup/portfolio.ts'
import { moment, person } from '../../support/builders.ts'
import { summary } from '../rollup/builders.ts'

const week = '2026-W47'
const base: Portfolio = { gid: 'p1', name: 'Marketing', archived: false }

function plan(portfolio: Portfolio = base, projects = [summary({ name: 'Launch' })]) {
  const figures = rollUpProjects({ portfolio, projects, thresholds: DEFAULT_THRESHOLDS })
  return planPortfolio({ portfolio, summary: figures, week, at: moment('2026-11-16') })
}

function said(type: StatusType, isOurs = false): Portfolio {
  const status = {
    gid: 's',
    type,
    title: '',
    html: '',
    createdAt: '2026-11-10T00:00:00.000Z',
    author: person('Maya'),
    isOurs,
  }
  return { ...base, status }
}

describe('the weekly update of a portfolio', () => {
  it('is one status update for the week', () => {
    expect(plan()).toMatchObject([
      { kind: 'status', week, type: 'on_track', title: expect.stringMatching(/^Week 47 · /) },
    ])
  })

  it.each(['on_hold', 'dropped', 'complete'] as const)('is not posted while a person says %s', (type) => {
    expect(plan(said(type))).toEqual([])
    expect(plan(said(type, true))).toHaveLength(1)
  })

  it('is not posted on an archived portfolio', () => {
    expect(plan({ ...base, archived: true })).toEqual([])
  })

  it('names what is paused, and what moved since the last update', () => {
    const projects = [
      summary({ name: 'Fairs', personStatus: 'on_hold' }),
      summary({ name: 'Launch', weekly: { week, change: 0.12 } }),
      summary({ name: 'Old news', weekly: { week: '2026-W40', change: 0.5 } }),
    ]
    const [update] = plan(base, projects)
    const html = update?.kind === 'status' ? update.html : ''
    expect(html).toContain('Fairs (On hold)')
    expect(html).toMatch(/Launch.*\+12 pts/)
    expect(html).not.toMatch(/\+50 pts/)
  })
})
