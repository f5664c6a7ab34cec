import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Exchange } from '../../src/sandbox/request-log.ts'
import { RELAXATIONS } from './openapi/relaxations.ts'
import { addUp } from './openapi/report.ts'
import { buildChecker } from './openapi.ts'

const dir = mkdtempSync(join(tmpdir(), 'openapi-test-'))
afterAll(() => rmSync(dir, { recursive: true }))
const checker = buildChecker(dir, process.env['OPENAPI_REPORT_DIR'])

const GOOD: Exchange = {
  at: new Date(),
  method: 'PUT',
  path: '/tasks/1',
  operation: '/tasks/{task_gid}',
  status: 200,
  user: '2',
  query: { opt_fields: 'name,memberships.(project|section).name' },
  requestBody: { data: { name: 'Leads', due_on: '2026-12-01' } },
  body: { data: { gid: '1', name: 'Leads', memberships: [{ project: { gid: '3', name: 'Launch' } }], due_on: null } },
  isFault: false,
}

describe.runIf(checker.isActive)("Asana's document", () => {
  it('has nothing against a good exchange', () => {
    expect(checker.check(GOOD)).toEqual([])
  })

  it.each([
    ['an unknown operation', { operation: '/tusks/{task_gid}' }, 'is not in the document'],
    ['an unknown parameter', { query: { lmit: '5' } }, 'query: lmit is not in the document'],
    ['a field nobody knows', { query: { opt_fields: 'nmae' } }, 'query opt_fields: nmae is not in the document'],
    [
      'a property nobody knows',
      { requestBody: { data: { nmae: 'x' } } },
      'body/data: must NOT have unevaluated properties (nmae)',
    ],
    [
      'a property that is read-only',
      { requestBody: { data: { modified_at: 'x' } } },
      'body/data: must NOT have unevaluated properties (modified_at)',
    ],
    [
      'a value of the wrong type',
      { requestBody: { data: { completed: 'yes' } } },
      'body/data/completed: must be boolean (boolean)',
    ],
    [
      'a day that is none',
      { requestBody: { data: { due_on: 'soon' } } },
      'body/data/due_on: must match format "date" (date)',
    ],
    ['an answer of the wrong type', { body: { data: { gid: 1 } } }, 'answer/data/gid: must be string (string)'],
    ['null where there is none', { body: { data: { name: null } } }, 'answer/data/name: must be string (string)'],
    [
      'an invented property',
      { body: { data: { assignee: { gid: '1', nick: 'M' } } } },
      'answer/data/assignee: must NOT have unevaluated properties (nick)',
    ],
  ])('has something against %s', (_, change, violation) => {
    expect(checker.check({ ...GOOD, ...change })).toContain(violation)
  })

  it.runIf(checker.knowsErrors).each([
    ['a status not foreseen', { status: 418 }, 'answer: status 418 is not in the document'],
    ['a refusal that looks wrong', { status: 404, body: { errors: 'gone' } }, 'answer/errors: must be array (array)'],
  ])('has something against %s', (_, change, violation) => {
    expect(checker.check({ ...GOOD, ...change })).toContain(violation)
  })

  it('misses a parameter that is required', () => {
    const list = {
      ...GOOD,
      method: 'GET',
      operation: '/webhooks',
      query: {},
      requestBody: undefined,
      body: { data: [] },
    }
    expect(checker.check(list)).toEqual(['query: workspace is missing'])
  })

  it.each([
    ['a fault on demand', { isFault: true, body: 'half an ans' }],
    ['a path without a route', { operation: undefined, status: 404 }],
    [
      'a request that was refused',
      { status: 400, requestBody: { data: { nmae: 'x' } }, body: { errors: [{ message: 'x' }] } },
    ],
    ['a number as value of a field', { requestBody: { data: { custom_fields: { 1: 5, 2: null } } } }],
    ['a gid asked for', { query: { opt_fields: 'assignee.gid,custom_fields.gid' } }],
  ])('has nothing against %s', (_, change) => {
    expect(checker.check({ ...GOOD, ...change })).toEqual([])
  })

  it('is checked list by list in full when fields are asked for', () => {
    const body = { data: [{ gid: '1', due_on: '2026-12-01' }], next_page: null }
    const list = { ...GOOD, method: 'GET', operation: '/tasks', requestBody: undefined, body }
    expect(checker.check({ ...list, query: { opt_fields: 'due_on' } })).toEqual([])
    expect(checker.check({ ...list, query: {} })).toEqual([
      'answer/data/*: must NOT have unevaluated properties (due_on)',
    ])
  })

  it('is reported on with counts', () => {
    const { exchanges, operations, violations } = addUp(dir)
    expect(exchanges).toBeGreaterThan(15)
    expect(operations).toBeGreaterThan(2)
    expect(violations).toContain('PUT /tasks/{task_gid} query: lmit is not in the document')
  })
})

it('each relaxation says why', () => {
  for (const { reason } of RELAXATIONS) expect(reason.length).toBeGreaterThan(20)
})
