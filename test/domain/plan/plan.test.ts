import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  DEFAULT_THRESHOLDS,
  type EvaluationTime,
  HEALTHS,
  MEASURE_TYPES,
  type StatusType,
  type StatusUpdate,
} from '../../../src/domain/model.ts'
import { type DueUpdate, planProject } from '../../../src/domain/plan/plan.ts'
import { EMPTY_STATE } from '../../../src/domain/plan/project-state.ts'
import { dismissHealthTask } from '../../../src/domain/plan/update-state.ts'
import type { Write } from '../../../src/domain/plan/write.ts'
import { evaluateProject } from '../../../src/domain/rollup/assess.ts'
import { classifyProject } from '../../../src/domain/v2mom/classify-project.ts'
import { applyPlan, type PlainWorld, plainWorld } from '../../support/apply-plan.ts'
import { buildMeasureTask, buildTask, fields, moment, optionOf, person, project } from '../../support/builders.ts'

const AT = moment('2026-11-16')

function plan(world: PlainWorld, at: EvaluationTime = AT, dueUpdate?: DueUpdate): Write[] {
  const classified = classifyProject(world)
  const summary = evaluateProject({ ...world, classified, histories: {}, at, thresholds: DEFAULT_THRESHOLDS })
  return planProject({
    ...world,
    classified,
    summary,
    managedElsewhere: new Set(),
    at,
    ...(dueUpdate ? { dueUpdate } : {}),
  })
}

function kinds(writes: readonly Write[]): string[] {
  return writes.map(({ kind }) => kind)
}

function byPerson(type: StatusType): StatusUpdate {
  return { gid: 's1', type, title: 'Pause', html: 'We pause', createdAt: AT.now, author: person('Maya'), isOurs: false }
}

const faulty = buildMeasureTask({ gid: 'm2', name: 'Leads', assignee: undefined, updateEvery: 'Quarter' })
const sound = buildMeasureTask({ gid: 'm1', name: 'Sign-ups' })

describe('the plan of writes', () => {
  it('writes a measure and its project, tells the owner what is missing, and creates the health task', () => {
    const writes = plan(plainWorld({ project: project(), tasks: [sound, faulty] }))
    expect(kinds(writes)).toEqual(['task-fields', 'task-fields', 'project-fields', 'comment', 'health-task'])
    expect(writes[0]).toMatchObject({ taskGid: 'm1', values: { attainment: 0.5, 'measure-status': 'On track' } })
    expect(writes[1]).toMatchObject({ taskGid: 'm2', values: { 'measure-status': 'Needs data' } })
    expect(writes[2]).toMatchObject({ values: { 'kpi-attainment': 0.5, 'v2mom-health': 'At risk' } })
    expect(writes[3]).toMatchObject({ taskGid: 'm2', faultCodes: 'no-owner' })
  })

  it('attaches the fields it fills when they are missing and there are measures to fill', () => {
    const without = fields('attainment', 'measure-status')
    const writes = plan(plainWorld({ project: project(), tasks: [sound], fields: without }))
    expect(writes.slice(0, 2)).toMatchObject([
      { kind: 'attach-fields', keys: ['attainment', 'measure-status'] },
      { kind: 'task-fields', values: { attainment: 0.5, 'measure-status': 'On track' } },
    ])
    const text = project({ description: 'Vision: be the source' })
    expect(kinds(plan(plainWorld({ project: text, tasks: [], fields: without })))).not.toContain('attach-fields')
  })

  it('never attaches or writes a field that people fill', () => {
    const writes = plan(plainWorld({ project: project(), tasks: [sound], fields: {} }))
    const keys = writes.flatMap((write) => (write.kind === 'attach-fields' ? write.keys : []))
    expect(keys).toEqual(['attainment', 'measure-status'])
  })

  const roundings: [string, number, boolean][] = [
    ['the same number', 0.5, true],
    ['a difference below the precision', 0.50004, true],
    ['a difference at the precision', 0.501, false],
  ]
  it.each(roundings)('compares after rounding: %s', (_what, seen, isQuiet) => {
    const values = { 'field-attainment': seen, 'field-measure-status': optionOf('measure-status', 'On track') }
    const written = buildMeasureTask({ gid: 'm1', values })
    const writes = plan(plainWorld({ project: project(), tasks: [written] }))
    expect(kinds(writes).includes('task-fields')).toBe(!isQuiet)
  })

  it('sets back a field it owns when a person overwrites it', () => {
    const values = { 'field-attainment': 0.5, 'field-measure-status': optionOf('measure-status', 'Achieved') }
    const writes = plan(plainWorld({ project: project(), tasks: [buildMeasureTask({ gid: 'm1', values })] }))
    expect(writes[0]).toMatchObject({ kind: 'task-fields', values: { 'measure-status': 'On track' } })
    expect(writes[0]).not.toHaveProperty('values.attainment')
  })

  it('empties the verdict of a task that is no measure any more', () => {
    const values = { 'field-attainment': 0.5, 'field-measure-status': optionOf('measure-status', 'On track') }
    const former = buildTask({ gid: 't1', section: 'Methods', values })
    expect(plan(plainWorld({ project: project(), tasks: [former] }))[0]).toEqual({
      kind: 'task-fields',
      taskGid: 't1',
      name: former.name,
      values: { attainment: null, 'measure-status': null },
    })
  })

  it('leaves alone what another project writes', () => {
    const world = plainWorld({ project: project(), tasks: [faulty] })
    const classified = classifyProject(world)
    const summary = evaluateProject({ ...world, classified, histories: {}, at: AT, thresholds: DEFAULT_THRESHOLDS })
    const writes = planProject({ ...world, classified, summary, managedElsewhere: new Set(['m2']), at: AT })
    expect(kinds(writes)).toEqual(['project-fields', 'health-task'])
  })

  it('writes no project field where no portfolio provides one', () => {
    const writes = plan(plainWorld({ project: project(), tasks: [sound], projectFields: {} }))
    expect(kinds(writes)).not.toContain('project-fields')
    expect(writes.find(({ kind }) => kind === 'health-task')).toMatchObject({
      html: expect.stringContaining('KPI attainment: 50% of target'),
    })
  })
})

describe('a project that is closed, paused or without a V2MOM', () => {
  const dueUpdate = { week: '2026-W47' }
  it.each([['archived'], ['completed']] as const)('writes nothing at all into an %s project', (state) => {
    const world = plainWorld({ project: project({ [state]: true }), tasks: [sound, faulty] })
    expect(plan(world, AT, dueUpdate)).toEqual([])
  })

  it.each([['on_hold'], ['dropped'], ['complete']] as const)(
    'keeps figures but posts nothing while a person says %s',
    (type) => {
      const world = plainWorld({ project: project({ status: byPerson(type) }), tasks: [sound, faulty] })
      expect(kinds(plan(world, AT, dueUpdate))).toEqual(['task-fields', 'task-fields', 'project-fields'])
    },
  )

  it('keeps rewriting the scorecard of a paused project', () => {
    const healthTask = { gid: 'h1', html: '<body>old</body>', health: 'On track' } as const
    const world = plainWorld({
      project: project({ status: byPerson('on_hold') }),
      tasks: [faulty],
      state: { ...EMPTY_STATE, healthTask },
    })
    expect(kinds(plan(world))).toEqual(['task-fields', 'project-fields', 'scorecard'])
  })

  it('goes on when the newest status is our own', () => {
    const ours = { ...byPerson('at_risk'), isOurs: true }
    const world = plainWorld({ project: project({ status: ours }), tasks: [faulty] })
    expect(kinds(plan(world, AT, dueUpdate))).toContain('status')
  })

  it('gives a project without measures and V2MOM text one hint and nothing else', () => {
    const world = plainWorld({ project: project(), tasks: [buildTask()] })
    const writes = plan(world, AT, dueUpdate)
    expect(kinds(writes)).toEqual(['health-task'])
    expect(writes[0]).toMatchObject({ html: expect.stringContaining('has no V2MOM yet') })
  })

  it('empties the fields of a project that has lost its V2MOM', () => {
    const before = plainWorld({ project: project(), tasks: [faulty] })
    const evaluated = applyPlan(before, plan(before), AT.now)
    const lost = { ...evaluated, tasks: evaluated.tasks.map((task) => ({ ...task, section: 'To do' })) }
    const writes = plan(lost, AT, dueUpdate)
    expect(kinds(writes)).toEqual(['task-fields', 'project-fields', 'edit-comment', 'scorecard'])
    expect(writes[1]).toMatchObject({ values: { 'v2mom-health': null, measurability: null } })
    expect(plan(applyPlan(lost, writes, AT.now), AT, dueUpdate)).toEqual([])
  })
})

describe('the comment on a measure', () => {
  const at = (day: string) => moment(day)
  const first = plainWorld({ project: project(), tasks: [faulty] })
  const commented = applyPlan(first, plan(first), AT.now)

  it('is edited in place when the findings change', () => {
    const worse = buildMeasureTask({ gid: 'm2', name: 'Leads', assignee: undefined, target: undefined })
    const writes = plan({ ...commented, tasks: [worse] })
    const edit = writes.find(({ kind }) => kind === 'edit-comment')
    expect(edit).toMatchObject({ commentGid: commented.state.comments['m2']?.gid, faultCodes: 'no-owner no-target' })
    expect(kinds(writes)).not.toContain('comment')
  })

  it('is edited to say that all is in place, once', () => {
    const tasks = commented.tasks.map((task) => ({ ...task, assignee: person('Ana') }))
    const fixed = plan({ ...commented, tasks })
    expect(fixed.find(({ kind }) => kind === 'edit-comment')).toMatchObject({
      html: expect.stringContaining('All in place'),
    })
    const after = applyPlan({ ...commented, tasks }, fixed, AT.now)
    expect(kinds(plan(after))).not.toContain('edit-comment')
  })

  it('says once that nothing is missing when its task is no measure any more', () => {
    const tasks = [...commented.tasks.map((task) => ({ ...task, section: 'Methods' })), sound]
    const moved = { ...commented, tasks }
    const writes = plan(moved)
    expect(writes.find(({ kind }) => kind === 'edit-comment')).toMatchObject({
      name: 'Leads',
      html: expect.stringContaining('This task is no measure any more'),
    })
    expect(kinds(plan(applyPlan(moved, writes, AT.now)))).not.toContain('edit-comment')
  })

  it('leaves the comment on a former measure alone when another project writes the task', () => {
    const world = { ...commented, tasks: [sound] }
    const classified = classifyProject(world)
    const summary = evaluateProject({ ...world, classified, histories: {}, at: AT, thresholds: DEFAULT_THRESHOLDS })
    const writes = planProject({ ...world, classified, summary, managedElsewhere: new Set(['m2']), at: AT })
    expect(kinds(writes)).not.toContain('edit-comment')
  })

  it('is not edited because Asana filled in the mention', () => {
    const stale = buildMeasureTask({ gid: 'm2', actual: undefined })
    const world = plainWorld({ project: project(), tasks: [stale] })
    const said = applyPlan(world, plan(world), AT.now)
    const note = said.state.comments['m2'] ?? { html: '', faultCodes: '', postedAt: AT.now }
    const html = note.html.replace('"/>', '" data-asana-type="user">@Ana</a>')
    expect(html).not.toBe(note.html)
    const read = { ...said, state: { ...said.state, comments: { m2: { ...note, html, faultCodes: '' } } } }
    expect(plan(read)).toEqual([])
  })

  it('names an assignee whose mention Asana rejects, and tries a mention again only with another one', () => {
    const world = plainWorld({ project: project(), tasks: [buildMeasureTask({ gid: 'm2', actual: undefined })] })
    const [comment] = plan(world).filter((write) => write.kind === 'comment')
    expect(comment?.mentions).toBe('person-ana')
    const said = applyPlan(world, plan(world), AT.now, { withoutMention: true })
    expect(plan(said)).toEqual([])
    const edits = (assignee: string) =>
      plan({ ...said, tasks: [buildMeasureTask({ gid: 'm2', target: undefined, assignee: person(assignee) })] }).filter(
        (write) => write.kind === 'edit-comment',
      )
    expect(edits('Ana')[0]?.html).toContain('Ana: ')
    expect(edits('Ben')[0]?.mentions).toBe('person-ben')
  })

  it('is not posted for hints alone', () => {
    const hinted = buildMeasureTask({ gid: 'm3', baseline: undefined })
    expect(kinds(plan(plainWorld({ project: project(), tasks: [hinted] })))).not.toContain('comment')
  })

  const deleted: [string, string, boolean][] = [
    ['the same fault on the same day', '2026-11-16', false],
    ['the same fault a week later', '2026-11-23', false],
  ]
  it.each(deleted)('stays deleted with %s', (_what, day, isBack) => {
    const note = commented.state.comments['m2']
    const { gid: _deleted, ...rest } = note ?? { html: '', faultCodes: '', postedAt: AT.now }
    const world = { ...commented, state: { ...commented.state, comments: { m2: rest } } }
    expect(kinds(plan(world, at(day))).includes('comment')).toBe(isBack)
  })

  it('comes back when something else is wrong, a day later at the earliest', () => {
    const gone = { html: 'x', faultCodes: 'no-target', postedAt: AT.now }
    const world = { ...commented, state: { ...commented.state, comments: { m2: gone } } }
    expect(kinds(plan(world, at('2026-11-16')))).not.toContain('comment')
    expect(kinds(plan(world, at('2026-11-17')))).toContain('comment')
  })
})

describe('the health task', () => {
  const first = plainWorld({ project: project(), tasks: [sound] })
  const started = applyPlan(first, plan(first), AT.now)
  const behind = {
    ...started,
    tasks: [buildMeasureTask({ gid: 'm1', name: 'Sign-ups', actual: 10, values: started.tasks[0]?.values ?? {} })],
  }
  const withActual = (world: PlainWorld, actual: number): PlainWorld => ({
    ...world,
    tasks: world.tasks.map((task) => ({ ...task, values: { ...task.values, 'field-actual': actual } })),
  })

  it('gets a comment when health changes, saying from what, to what, and why', () => {
    const writes = plan(withActual(behind, 10))
    expect(writes.find(({ kind }) => kind === 'health-comment')).toMatchObject({ from: 'On track', to: 'Off track' })
  })

  it('gets the next change within a day edited into the last comment, keeping where it came from', () => {
    const off = withActual(behind, 10)
    const told = applyPlan(off, plan(off), AT.now)
    const writes = plan(withActual(told, 48))
    expect(writes.find(({ kind }) => kind === 'edit-health-comment')).toMatchObject({
      from: 'On track',
      to: 'On track',
    })
    expect(kinds(writes)).not.toContain('health-comment')
    const later = plan(withActual(told, 48), moment('2026-11-18'))
    expect(later.find(({ kind }) => kind === 'health-comment')).toMatchObject({ from: 'Off track', to: 'On track' })
  })

  it('copied from another project is overwritten without a comment', () => {
    const healthTask = {
      gid: 'h1',
      html: '<body>Of another project</body>',
      health: 'Off track',
      isCopy: true,
    } as const
    const world = { ...started, state: { ...started.state, healthTask } }
    const writes = plan(world)
    expect(writes).toMatchObject([{ kind: 'scorecard', taskGid: 'h1', health: 'On track' }])
    const { state } = applyPlan(world, writes, AT.now)
    expect(state.healthTask).toMatchObject({ gid: 'h1', health: 'On track' })
    expect(state.healthTask).not.toHaveProperty('isCopy')
  })

  it('stays deleted until health changes, and then comes back once', () => {
    const world = { ...started, state: dismissHealthTask(started.state) }
    expect(kinds(plan(world))).not.toContain('health-task')
    const changed = withActual(world, 10)
    const writes = plan(changed)
    expect(kinds(writes).filter((kind) => kind === 'health-task')).toHaveLength(1)
    expect(kinds(plan(applyPlan(changed, writes, AT.now)))).toEqual([])
  })
})

describe('the weekly update', () => {
  it('is planned when it is due, and not when it stands', () => {
    const world = plainWorld({ project: project(), tasks: [sound] })
    const dueUpdate = { week: '2026-W47' }
    expect(plan(world, AT, dueUpdate).at(-1)).toMatchObject({ kind: 'status', week: '2026-W47', type: 'on_track' })
    const posted = { ...world, state: { ...EMPTY_STATE, weeklyUpdateGids: { '2026-W47': 's1' } } }
    expect(kinds(plan(posted, AT, dueUpdate))).not.toContain('status')
    expect(kinds(plan(world))).not.toContain('status')
  })
})

describe('any world', () => {
  const number = fc.option(fc.double({ min: -1000, max: 1000, noNaN: true }), { nil: undefined })
  const day = fc.option(fc.constantFrom('2026-09-01', '2026-11-01', '2026-11-16', '2026-12-31', '2027-03-01'), {
    nil: undefined,
  })
  const task = fc.record({
    section: fc.constantFrom('Measures', 'KPIs', 'Methods', 'To do', 'Obstacles'),
    type: fc.option(fc.constantFrom(...MEASURE_TYPES), { nil: undefined }),
    ...{ baseline: number, target: number, actual: number, weight: number },
    ...{ startOn: day, dueOn: day },
    assignee: fc.option(fc.constant(person('Ana')), { nil: undefined }),
    completed: fc.boolean(),
  })
  const healthTask = fc.record(
    {
      gid: fc.constant('h1'),
      html: fc.constant('<body>Before</body>'),
      health: fc.constantFrom(...HEALTHS),
      isCopy: fc.constant(true),
      isDismissed: fc.constant(true),
    },
    { requiredKeys: ['gid', 'html', 'health'] },
  )
  const worlds = fc
    .record({
      tasks: fc.array(task, { maxLength: 9 }),
      status: fc.option(fc.constantFrom(byPerson('on_hold'), byPerson('off_track')), { nil: undefined }),
      description: fc.constantFrom('', 'Vision: be the source\nMeasures:\n- leads', 'Hello'),
      isAttached: fc.boolean(),
      healthTask: fc.option(healthTask, { nil: undefined }),
    })
    .map(({ tasks, status, description, isAttached, healthTask }) =>
      plainWorld({
        project: project({ status, description }),
        tasks: tasks.map((wishes, index) =>
          buildMeasureTask({ gid: `m${index}`, name: `Measure ${index}`, ...wishes }),
        ),
        fields: isAttached ? fields() : fields('attainment', 'measure-status'),
        state: healthTask ? { ...EMPTY_STATE, healthTask } : EMPTY_STATE,
      }),
    )

  it('has an empty plan once its plan is applied', () => {
    fc.assert(
      fc.property(worlds, fc.boolean(), (world, isDue) => {
        const dueUpdate = isDue ? { week: '2026-W47' } : undefined
        const after = applyPlan(world, plan(world, AT, dueUpdate), AT.now)
        expect(plan(after, AT, dueUpdate)).toEqual([])
      }),
      { numRuns: 500 },
    )
  })
})
