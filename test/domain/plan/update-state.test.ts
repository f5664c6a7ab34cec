import { describe, expect, it } from 'vitest'
import { EMPTY_STATE, type ProjectState } from '../../../src/domain/plan/project-state.ts'
import { dismissHealthTask, updateState } from '../../../src/domain/plan/update-state.ts'
import { describeWrite, type Write } from '../../../src/domain/plan/write.ts'

const AT = '2026-11-16T09:00:00.000Z'
const LATER = '2026-11-17T09:00:00.000Z'

const comment = { taskGid: 't1', name: 'Leads', html: 'h', htmlWithoutMention: 'p', faultCodes: 'no-owner' }
const healthTask = { gid: 'h1', html: 'old', health: 'On track' } as const
const commented: ProjectState = {
  ...EMPTY_STATE,
  comments: { t1: { gid: 'c1', html: 'old', faultCodes: '', postedAt: AT } },
}
const carded: ProjectState = { ...EMPTY_STATE, healthTask }
const change = { taskGid: 'h1', html: 'h', from: 'On track', to: 'Off track' } as const

/** Each kind of write, what it is called, and what is remembered of it. */
const rows: [Write, string, ProjectState, { gid?: string; notFound?: boolean }, Partial<ProjectState>][] = [
  [
    { kind: 'attach-fields', keys: ['attainment', 'measure-status'] },
    "attach Attainment and Measure status to the project's tasks",
    ...([EMPTY_STATE, {}, EMPTY_STATE] as const),
  ],
  [
    { kind: 'task-fields', taskGid: 't1', name: 'Leads', values: { attainment: 0.5, 'measure-status': null } },
    'set Attainment to 0.5, Measure status to nothing on "Leads"',
    ...([EMPTY_STATE, {}, EMPTY_STATE] as const),
  ],
  [
    { kind: 'project-fields', values: { 'v2mom-health': 'On track' } },
    'set V2MOM health to On track on the project',
    ...([EMPTY_STATE, {}, EMPTY_STATE] as const),
  ],
  [
    { kind: 'comment', ...comment },
    'comment on "Leads"',
    ...([EMPTY_STATE, { gid: 'c1' }] as const),
    { comments: { t1: { gid: 'c1', html: 'h', faultCodes: 'no-owner', postedAt: LATER } } },
  ],
  [
    { kind: 'edit-comment', commentGid: 'c1', ...comment },
    'edit our comment on "Leads"',
    ...([commented, {}] as const),
    { comments: { t1: { gid: 'c1', html: 'h', faultCodes: 'no-owner', postedAt: AT } } },
  ],
  [
    { kind: 'edit-comment', commentGid: 'c1', ...comment },
    'edit our comment on "Leads"',
    ...([commented, { notFound: true }] as const),
    { comments: { t1: { html: 'h', faultCodes: 'no-owner', postedAt: AT } } },
  ],
  [
    { kind: 'health-task', html: 'h', health: 'At risk' },
    'create the health task',
    ...([EMPTY_STATE, { gid: 'h1' }] as const),
    { healthTask: { gid: 'h1', html: 'h', health: 'At risk' } },
  ],
  [
    { kind: 'scorecard', taskGid: 'h1', html: 'new' },
    'rewrite the scorecard in the health task',
    ...([carded, {}] as const),
    { healthTask: { ...healthTask, html: 'new' } },
  ],
  [
    { kind: 'health-comment', ...change, editSince: AT },
    'say in the health task that health went from On track to Off track',
    ...([carded, { gid: 'c9' }] as const),
    {
      healthTask: {
        ...healthTask,
        health: 'Off track',
        comment: { gid: 'c9', from: 'On track', at: LATER },
      },
    },
  ],
  [
    { kind: 'edit-health-comment', commentGid: 'c9', postedAt: AT, ...change },
    'edit our last comment on the health task: from On track to Off track',
    ...([carded, {}] as const),
    { healthTask: { ...healthTask, health: 'Off track' } },
  ],
  [
    { kind: 'status', week: '2026-W47', type: 'on_track', title: 'Week 47', html: 'h' },
    'post the weekly update 2026-W47: Week 47',
    ...([EMPTY_STATE, { gid: 's1' }] as const),
    { weeklyUpdateGids: { '2026-W47': 's1' } },
  ],
]

describe('the state after a write', () => {
  it.each(rows)('%j', (write, words, before, outcome, expected) => {
    expect(describeWrite(write)).toBe(words)
    expect(updateState(before, write, { at: LATER, ...outcome })).toMatchObject({ ...before, ...expected })
  })

  it('drops the gid of a comment that a person deleted', () => {
    const write: Write = { kind: 'edit-comment', commentGid: 'c1', ...comment }
    expect(updateState(commented, write, { at: LATER, notFound: true }).comments['t1']).not.toHaveProperty('gid')
  })

  it('remembers whose mention Asana rejected', () => {
    const write: Write = { kind: 'comment', ...comment, mentions: 'u1' }
    const told = (withoutMention: boolean) =>
      updateState(EMPTY_STATE, write, { gid: 'c1', at: LATER, withoutMention }).comments['t1']
    expect(told(true)).toEqual({ gid: 'c1', html: 'p', faultCodes: 'no-owner', unmentionable: 'u1', postedAt: LATER })
    expect(told(false)).toEqual({ gid: 'c1', html: 'h', faultCodes: 'no-owner', postedAt: LATER })
  })

  it('keeps the health that a dismissed health task told', () => {
    const comment = { gid: 'c9', from: 'At risk', at: AT } as const
    const dismissed = dismissHealthTask({ ...EMPTY_STATE, healthTask: { ...healthTask, comment } })
    expect(dismissed.healthTask).toEqual({ ...healthTask, isDismissed: true })
    expect(dismissHealthTask(EMPTY_STATE)).toEqual(EMPTY_STATE)
  })
})
