import { describe, expect, it } from 'vitest'
import { FIELD_TABLE, fieldEntry, toNewField } from '../../../src/domain/fields/field-table.ts'
import { findFields, findRivals, missingOptions } from '../../../src/domain/fields/find-fields.ts'
import { FIELD_KEYS, type FieldDefinition } from '../../../src/domain/model.ts'

function definition(wishes: Partial<FieldDefinition>): FieldDefinition {
  return { gid: '1', name: 'Target', description: '', type: 'number', options: [], ...wishes }
}

const options = (...names: string[]) => names.map((name, index) => ({ gid: `${index + 10}`, name, enabled: true }))

describe('finding custom fields', () => {
  it('describes every key once', () => {
    expect(FIELD_TABLE.map(({ key }) => key)).toEqual(FIELD_KEYS)
  })

  it('takes the field of the right name and type, whatever its case', () => {
    const found = findFields([definition({ gid: '1', type: 'text' }), definition({ gid: '2', name: ' target ' })])
    expect(found.target?.gid).toBe('2')
  })

  it('finds a renamed field by the marker line in its description', () => {
    const renamed = definition({ gid: '3', name: 'Goal number', description: 'The promise.\nasana-v2mom:target' })
    expect(findFields([definition({ gid: '2' }), renamed]).target?.gid).toBe('3')
  })

  it('does not take a field whose marker names another key', () => {
    const other = definition({ name: 'Target', description: 'asana-v2mom:baseline' })
    expect(findFields([other])).toMatchObject({ baseline: { gid: '1' } })
    expect(findFields([other]).target).toBeUndefined()
  })

  it('lets a pin decide, and keeps the pinned field from serving anything else', () => {
    const fields = [definition({ gid: '1' }), definition({ gid: '2', name: 'Actual' })]
    const found = findFields(fields, { target: '2' })
    expect(found.target?.gid).toBe('2')
    expect(found.actual).toBeUndefined()
  })

  it('falls back to marker and name where the pinned field is not there', () => {
    expect(findFields([definition({ gid: '1' })], { target: '99' }).target?.gid).toBe('1')
  })

  it('keeps to the field that served before, whatever others are called', () => {
    const known = findFields([definition({ gid: '1' })])
    const renamed = definition({ gid: '1', name: 'Goal number' })
    expect(findFields([definition({ gid: '2' }), renamed], {}, known).target?.gid).toBe('1')
    expect(findFields([definition({ gid: '2' })], {}, known).target?.gid).toBe('2')
  })

  it('knows options by name, and by gid once they were known', () => {
    const status = definition({ name: 'Measure status', type: 'enum', options: options('On track', 'At risk') })
    expect(findFields([status])['measure-status']?.options).toEqual({ 'On track': '10', 'At risk': '11' })
    const renamed = { ...status, name: 'Ampel', options: options('Fine', 'Careful') }
    expect(findFields([renamed])['measure-status']).toBeUndefined()
    const known = findFields([status])
    expect(findFields([renamed], {}, known)['measure-status']?.options).toEqual({ 'On track': '10', 'At risk': '11' })
  })

  it('prefers an option that is switched on, and names those that are not', () => {
    const [old, current] = [
      { gid: '10', name: 'Week', enabled: false },
      { gid: '11', name: 'Week', enabled: true },
    ]
    const every = (options: FieldDefinition['options']) =>
      findFields([definition({ name: 'Update every', type: 'enum', options })], {}, known)['update-every']
    const known = findFields([definition({ name: 'Update every', type: 'enum', options: [old] })])
    expect(known['update-every']).toMatchObject({ options: { Week: '10' }, disabledOptions: ['10'] })
    expect(every([old, current])).toMatchObject({ options: { Week: '11' }, disabledOptions: ['10'] })
    expect(every([{ ...old, enabled: true }, current])?.options).toEqual({ Week: '10' })
    expect(every([{ ...old, enabled: true }, current])).not.toHaveProperty('disabledOptions')
  })

  it('accepts the singular of a V2MOM option', () => {
    const field = definition({ name: 'V2MOM', type: 'enum', options: options('Vision', 'Value', 'Measure') })
    expect(findFields([field]).v2mom?.options).toEqual({ Vision: '10', Values: '11', Measures: '12' })
  })

  it('says which options are missing', () => {
    const field = findFields([definition({ name: 'V2MOM', type: 'enum', options: options('Vision', 'Values') })]).v2mom
    expect(field && missingOptions(field, fieldEntry('v2mom'))).toEqual(['Methods', 'Obstacles', 'Measures'])
  })

  it.each(FIELD_TABLE.map((entry) => [entry.name, entry] as const))(
    'can create %s and finds it again',
    (_name, entry) => {
      const made = toNewField(entry)
      const stored = definition({
        ...{ gid: '7', name: 'Renamed by a person', description: made.description, type: made.type },
        options: (made.options ?? []).map(({ name }, index) => ({ gid: `${index}`, name, enabled: true })),
      })
      expect(findFields([stored])[entry.key]?.gid).toBe('7')
      const precision = { number: entry.format ? 1 : 2, enum: undefined, text: undefined }[entry.type]
      expect(made.precision).toBe(precision)
    },
  )
})

describe('two fields of one name and type', () => {
  const both = [definition({ gid: '1' }), definition({ gid: '2' })]
  const countValues = (gid: string) => ({ '1': 2, '2': 5 })[gid] ?? 0

  it('leave the one with more values, whatever served before, and say so', () => {
    const before = findFields(both)
    expect(before.target?.gid).toBe('1')
    const found = findFields(both, {}, before, countValues)
    expect(found.target?.gid).toBe('2')
    expect(findRivals(both, found)).toEqual(['Target'])
  })

  it('are told apart by a pin or a marker, without a word', () => {
    const pins = { target: '1' }
    expect(findFields(both, pins, {}, countValues).target?.gid).toBe('1')
    expect(findRivals(both, findFields(both, pins), pins)).toEqual([])
    const marked = [definition({ gid: '1', description: 'asana-v2mom:target' }), definition({ gid: '2' })]
    expect(findFields(marked, {}, {}, countValues).target?.gid).toBe('1')
    expect(findRivals(marked, findFields(marked))).toEqual([])
  })

  it('let a field that was renamed go on, as long as none of its old name has more values', () => {
    const renamed = [definition({ gid: '1', name: 'Goal number' }), definition({ gid: '2' })]
    const known = findFields(both)
    expect(findFields(renamed, {}, known, countValues).target?.gid).toBe('1')
  })
})

describe('what a field shows beside its numbers', () => {
  it.each([
    [{ format: 'currency', currencyCode: 'EUR' }, '€'],
    [{ format: 'currency', currencyCode: 'USD' }, '$'],
    [{ format: 'currency', currencyCode: 'CHF' }, 'CHF'],
    [{ format: 'currency', currencyCode: 'not a code' }, undefined],
    [{ format: 'custom', customLabel: ' leads ' }, 'leads'],
    [{ format: 'none', customLabel: 'leads' }, undefined],
  ])('of %o is %s', (format, unit) => {
    expect(findFields([definition(format)]).target?.unit).toBe(unit)
  })
})
