import type { Measure, PortfolioSummary, ProjectSummary } from '../../src/domain/model.ts'

/** A judged measure: 62 of 100 leads. */
export function measureSummary(wishes: Partial<Measure> = {}): Measure {
  return {
    gid: '2001',
    name: 'Qualified leads',
    permalinkUrl: 'https://app.asana.com/0/1001/2001',
    type: 'Reach',
    baseline: 0,
    target: 100,
    actual: 62,
    unit: 'leads',
    format: 'plain',
    weight: 2,
    attainment: 0.62,
    expected: 0.7,
    pace: 0.8857,
    status: 'At risk',
    measurability: 5,
    measurable: true,
    findings: [],
    owner: { gid: '31', name: 'Ana' },
    startOn: '2026-10-01',
    dueOn: '2026-12-31',
    done: false,
    actualUpdatedAt: '2026-11-20T10:00:00.000Z',
    history: [{ at: '2026-11-01T10:00:00.000Z' }, { at: '2026-11-20T10:00:00.000Z', value: 62 }],
    ...wishes,
  }
}

/** A project at risk, with one measure. */
export function projectSummary(wishes: Partial<ProjectSummary> = {}): ProjectSummary {
  return {
    gid: '1001',
    name: 'Spring launch',
    permalinkUrl: 'https://app.asana.com/0/1001',
    health: 'At risk',
    reason: 'Qualified leads is at risk.',
    attainment: 0.62,
    expected: 0.7,
    coverage: 1,
    measurability: 1,
    completeness: 0.8,
    tooEarly: false,
    owner: { gid: '32', name: 'Olga' },
    weight: 1,
    archived: false,
    completed: false,
    findings: [],
    measures: [measureSummary()],
    verifiedAt: '2026-11-21T08:00:00.000Z',
    ...wishes,
  }
}

export function portfolioSummary(wishes: Partial<PortfolioSummary> = {}): PortfolioSummary {
  return {
    gid: '9001',
    name: 'Marketing',
    permalinkUrl: 'https://app.asana.com/0/portfolio/9001',
    health: 'On track',
    reason: 'Spring launch is at risk.',
    attainment: 0.62,
    expected: 0.7,
    coverage: 1,
    measurability: 1,
    completeness: 0.8,
    tooEarly: false,
    projects: [projectSummary()],
    ...wishes,
  }
}
