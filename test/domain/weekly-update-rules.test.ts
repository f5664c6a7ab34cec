import { describe, expect, it } from 'vitest'
import { STATUS_TYPES, type StatusType, type StatusUpdate } from '../../src/domain/model.ts'
import { classifyProject } from '../../src/domain/v2mom/classify-project.ts'
import { hasNoV2mom, isActive, isPaused, skipsWeeklyUpdate } from '../../src/domain/weekly-update-rules.ts'
import { buildMeasureTask, buildTask, fields, person, project } from '../support/builders.ts'
import { summary } from './rollup/builders.ts'

const PAUSES = ['on_hold', 'dropped', 'complete']
const classified = (tasks = [buildMeasureTask()], description = '') =>
  classifyProject({ project: project({ description }), tasks, fields: fields() })

function status(type: StatusType, isOurs = false): StatusUpdate {
  return { gid: '1', type, title: '', html: '', createdAt: '2026-11-16T09:00:00.000Z', author: person('Maya'), isOurs }
}

describe('silence', () => {
  it.each(STATUS_TYPES.map((type) => [type, PAUSES.includes(type)] as const))(
    '%s asks for silence: %s',
    (type, quiet) => {
      expect(isPaused(type)).toBe(quiet)
      expect(skipsWeeklyUpdate(project({ status: status(type) }), classified())).toBe(quiet)
      expect(skipsWeeklyUpdate(project({ status: status(type, true) }), classified())).toBe(false)
      expect(isActive(summary({ personStatus: type }))).toBe(!quiet)
    },
  )

  it('needs no status to speak', () => {
    expect(isPaused(undefined)).toBe(false)
    expect(skipsWeeklyUpdate(project(), classified())).toBe(false)
    expect(isActive(summary())).toBe(true)
  })

  it.each(['archived', 'completed'] as const)('says nothing in an %s project', (state) => {
    expect(skipsWeeklyUpdate(project({ [state]: true }), classified())).toBe(true)
    expect(isActive(summary({ [state]: true }))).toBe(false)
  })

  const bare: [string, ReturnType<typeof classified>, boolean][] = [
    ['no tasks at all', classified([]), true],
    ['unsorted work', classified([buildTask()]), true],
    ['a task in a V2MOM section', classified([buildTask({ section: 'Obstacles' })]), false],
    ['V2MOM text', classified([], 'Vision: be the source'), false],
    ['a description without headings', classified([buildTask()], 'Hello team'), true],
  ]
  it.each(bare)('a project with %s is bare: %s', (_what, place, expected) => {
    expect(hasNoV2mom(place)).toBe(expected)
    expect(skipsWeeklyUpdate(project(), place)).toBe(expected)
  })
})
