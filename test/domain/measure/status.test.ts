import { describe, expect, test } from 'vitest'
import { keepsPace, type StatusInput, toStatus } from '../../../src/domain/measure/status.ts'
import { DEFAULT_THRESHOLDS, type MeasureStatus } from '../../../src/domain/model.ts'

const halfway: StatusInput = { type: 'Reach', measurable: true, attainment: 0.5, expected: 0.5, pastDue: false }

describe('the status of a measure is the first row that applies', () => {
  test.each<[string, Partial<StatusInput>, MeasureStatus]>([
    ['a fault, even when reached', { measurable: false, attainment: 1 }, 'Needs data'],
    ['a fault, even past due', { measurable: false, pastDue: true }, 'Needs data'],

    ['Reach, reached', { attainment: 1 }, 'Achieved'],
    ['Reach, more than reached', { attainment: 1.4 }, 'Achieved'],
    ['Reach, reached before it started', { attainment: 1, expected: 0 }, 'Achieved'],
    ['Reach, reached and past due', { attainment: 1, expected: 1, pastDue: true }, 'Achieved'],
    ['Reach, a breath short on the last day', { attainment: 0.999, expected: 1 }, 'On track'],
    ['Yes/No, done early', { type: 'Yes/No', attainment: 1, expected: 0 }, 'Achieved'],
    ['Yes/No, done late', { type: 'Yes/No', attainment: 1, expected: 1, pastDue: true }, 'Achieved'],
    ['Stay above, kept: never achieved', { type: 'Stay above', attainment: 1, expected: 1 }, 'On track'],
    ['Stay below, kept: never achieved', { type: 'Stay below', attainment: 1, expected: 1 }, 'On track'],

    ['Reach, past due and nearly there', { attainment: 0.99, expected: 1, pastDue: true }, 'Off track'],
    ['Yes/No, past due', { type: 'Yes/No', attainment: 0, expected: 1, pastDue: true }, 'Off track'],
    ['Stay above, past due but kept', { type: 'Stay above', attainment: 1, expected: 1, pastDue: true }, 'On track'],
    ['Stay below, past due but kept', { type: 'Stay below', attainment: 1, expected: 1, pastDue: true }, 'On track'],

    ['Reach, not started', { attainment: 0, expected: 0 }, 'Too early'],
    ['Reach, below a tenth', { attainment: 0, expected: 0.0999 }, 'Too early'],
    ['Reach, at a tenth', { attainment: 0, expected: 0.1 }, 'Off track'],
    ['Yes/No, open up to its due date', { type: 'Yes/No', attainment: 0, expected: 0 }, 'Too early'],

    ['pace 1', {}, 'On track'],
    ['pace 0.90', { attainment: 0.45, expected: 0.5 }, 'On track'],
    ['pace 0.90 with the residue of floating point', { attainment: 0.9 * 0.7, expected: 0.7 }, 'On track'],
    ['pace just below 0.90', { attainment: 0.4499, expected: 0.5 }, 'At risk'],
    ['pace 0.70', { attainment: 0.35, expected: 0.5 }, 'At risk'],
    ['pace 0.70 with the residue of floating point', { attainment: (0.3 - 0.1) * 1.75, expected: 0.5 }, 'At risk'],
    ['pace just below 0.70', { attainment: 0.3499, expected: 0.5 }, 'Off track'],
    ['the wrong way', { attainment: -0.5 }, 'Off track'],
    ['Stay above, held', { type: 'Stay above', attainment: 1, expected: 1 }, 'On track'],
    ['Stay above, missed by a tenth of a percent', { type: 'Stay above', attainment: 0.999, expected: 1 }, 'At risk'],
    ['Stay above at 0.9 of its target', { type: 'Stay above', attainment: 0.9, expected: 1 }, 'At risk'],
    ['Stay below at 0.7 of its target', { type: 'Stay below', attainment: 0.7, expected: 1 }, 'At risk'],
    ['Stay below at 0.5 of its target', { type: 'Stay below', attainment: 0.5, expected: 1 }, 'Off track'],
  ])('%s', (_, standing, status) => {
    expect(toStatus({ ...halfway, ...standing }, DEFAULT_THRESHOLDS)).toBe(status)
  })

  test.each<[string, Partial<StatusInput>, MeasureStatus]>([
    ['pace 0.8 of a demanded 0.8', { attainment: 0.4 }, 'On track'],
    ['pace 0.5 of a tolerated 0.5', { attainment: 0.25 }, 'At risk'],
    ['a fifth of the time', { attainment: 0, expected: 0.19 }, 'Too early'],
  ])('thresholds are the team’s: %s', (_, standing, status) => {
    const thresholds = { ...DEFAULT_THRESHOLDS, onTrackPace: 0.8, atRiskPace: 0.5, tooEarlyExpected: 0.2 }
    expect(toStatus({ ...halfway, ...standing }, thresholds)).toBe(status)
  })

  test('a team that never finds it too early has nobody behind before the start', () => {
    const thresholds = { ...DEFAULT_THRESHOLDS, tooEarlyExpected: 0 }
    expect(toStatus({ ...halfway, attainment: 0, expected: 0 }, thresholds)).toBe('On track')
  })
})

test('without a pace there is nothing to fall behind', () => {
  expect(keepsPace(undefined, 0.9)).toBe(true)
})
