import { describe, expect, it } from 'vitest'
import { STATUS_TYPES, type StatusUpdate } from '../../src/domain/model.ts'
import { classifyProject } from '../../src/domain/v2mom/tag.ts'
import { hasNoV2mom, isActive, isPaused, skipsWeeklyUpdate } from '../../src/domain/weekly-update-rules.ts'
import { evaluateMeasure, fields, item, person, project } from '../support/builders.ts'
import { summary } from './rollup/builders.ts'

const PAUSES = ['on_hold', 'dropped', 'complete']
const tagged = (items = [evaluateMeasure()], description = '') =>
  classifyProject({ project: project({ description }), items, fields: fields() })

function status(type: StatusUpdate['type'], isOurs = false): StatusUpdate {
  return { gid: '1', type, title: '', text: '', createdAt: '2026-11-16T09:00:00.000Z', author: person('Maya'), isOurs }
}

describe('silence', () => {
  it.each(STATUS_TYPES.map((type) => [type, PAUSES.includes(type)] as const))(
    '%s asks for silence: %s',
    (type, quiet) => {
      expect(isPaused(type)).toBe(quiet)
      expect(skipsWeeklyUpdate(project({ status: status(type) }), tagged())).toBe(quiet)
      expect(skipsWeeklyUpdate(project({ status: status(type, true) }), tagged())).toBe(false)
      expect(isActive(summary({ personStatus: type }))).toBe(!quiet)
    },
  )

  it('needs no status to speak', () => {
    expect(isPaused(undefined)).toBe(false)
    expect(skipsWeeklyUpdate(project(), tagged())).toBe(false)
    expect(isActive(summary())).toBe(true)
  })

  it.each(['archived', 'completed'] as const)('says nothing in an %s project', (state) => {
    expect(skipsWeeklyUpdate(project({ [state]: true }), tagged())).toBe(true)
    expect(isActive(summary({ [state]: true }))).toBe(false)
  })

  const bare: [string, ReturnType<typeof tagged>, boolean][] = [
    ['no tasks at all', tagged([]), true],
    ['unsorted work', tagged([item()]), true],
    ['a task in a V2MOM section', tagged([item({ section: 'Obstacles' })]), false],
    ['V2MOM text', tagged([], 'Vision: be the source'), false],
    ['a description without headings', tagged([item()], 'Hello team'), true],
  ]
  it.each(bare)('a project with %s is bare: %s', (_what, place, expected) => {
    expect(hasNoV2mom(place)).toBe(expected)
    expect(skipsWeeklyUpdate(project(), place)).toBe(expected)
  })
})
