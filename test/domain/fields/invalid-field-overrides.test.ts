import { expect, test } from 'vitest'
import { findMisplacedPins } from '../../../src/domain/fields/invalid-field-overrides.ts'

const DEFINITIONS = [
  { gid: '1', name: 'Goal', description: '', type: 'number', options: [] },
  { gid: '2', name: 'Remark', description: '', type: 'text', options: [] },
]

test('pins that lead to fields of the right type are not mentioned', () => {
  expect(findMisplacedPins(DEFINITIONS, { target: '1', unit: '2' })).toEqual([])
  expect(findMisplacedPins(DEFINITIONS, {})).toEqual([])
})

test('a pin to a field of another type says which it is and what is needed', () => {
  expect(findMisplacedPins(DEFINITIONS, { target: '2' })).toEqual([
    {
      message: 'ASANA_FIELDS says target=2, but that is the text field "Remark" and a number field is needed.',
      fix: 'Correct the gid behind target= in ASANA_FIELDS, or leave it out to find the field by its name.',
    },
  ])
})

test('a pin that leads nowhere says so', () => {
  const messages = findMisplacedPins(DEFINITIONS, { 'measure-type': '9', actual: '8' }).map(({ message }) => message)
  expect(messages).toEqual([
    'ASANA_FIELDS says measure-type=9, but no field of the workspace has this gid.',
    'ASANA_FIELDS says actual=8, but no field of the workspace has this gid.',
  ])
})
