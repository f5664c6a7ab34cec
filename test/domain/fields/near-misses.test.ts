import { describe, expect, test } from 'vitest'
import { findNearMisses } from '../../../src/domain/fields/near-misses.ts'

const definition = (name: string, type: string) => ({ gid: name, name, type, description: '', options: [] })

describe('a field that is nearly Target or Actual', () => {
  test.each([
    ['Target (EUR)', 'number', 'Target'],
    ['Target', 'text', 'Target'],
    ['Current value', 'number', 'Actual'],
    ['Actual value', 'number', 'Actual'],
    ['KPI target', 'number', 'Target'],
  ])('%s of type %s is nearly %s', (name, type, key) => {
    expect(findNearMisses([definition(name, type)])).toEqual([{ key, label: `the ${type} field "${name}"` }])
  })

  test.each([
    ['Target group of the campaign', 'text'],
    ['Actuality of the sources', 'number'],
    ['Baseline', 'number'],
    ['Target', 'people'],
  ])('%s of type %s is not', (name, type) => {
    expect(findNearMisses([definition(name, type)])).toEqual([])
  })
})
