import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  type ClassifiedProject,
  COMPONENTS,
  type Component,
  type Project,
  type Task,
} from '../../../src/domain/model.ts'
import { classifyProject } from '../../../src/domain/v2mom/classify-project.ts'
import { buildMeasureTask, buildTask, fields, optionOf, person, project } from '../../support/builders.ts'

const V2MOM = 'field-v2mom'

describe('the first source that applies decides the component of a task', () => {
  test.each<[string, Partial<Task>, Component, string]>([
    ['the field', { values: { [V2MOM]: optionOf('v2mom', 'Vision') } }, 'vision', 'field'],
    ['the field Values', { values: { [V2MOM]: optionOf('v2mom', 'Values') } }, 'values', 'field'],
    ['the field Methods', { values: { [V2MOM]: optionOf('v2mom', 'Methods') } }, 'methods', 'field'],
    ['the field Obstacles', { values: { [V2MOM]: optionOf('v2mom', 'Obstacles') } }, 'obstacles', 'field'],
    ['the field Measures', { values: { [V2MOM]: optionOf('v2mom', 'Measures') } }, 'measures', 'field'],
    [
      'the field before tag and section',
      { values: { [V2MOM]: optionOf('v2mom', 'Values') }, tags: ['vision'], section: 'Measures' },
      'values',
      'field',
    ],
    ['a tag', { tags: ['Risks'] }, 'obstacles', 'tag'],
    ['a tag behind v2mom:', { tags: ['v2mom:kpi'] }, 'measures', 'tag'],
    ['a tag behind v2mom/', { tags: ['V2MOM/Vision'] }, 'vision', 'tag'],
    ['a tag behind v2mom-', { tags: ['v2mom-measures'] }, 'measures', 'tag'],
    ['a tag behind v2mom_', { tags: ['V2MOM_Measures'] }, 'measures', 'tag'],
    ['the tag before the section', { tags: ['vision'], section: 'Measures' }, 'vision', 'tag'],
    ['the first tag that says something', { tags: ['urgent', 'goals', 'values', 'vision'] }, 'values', 'tag'],
    ['the section', { section: 'Measures' }, 'measures', 'section'],
    ['a decorated section', { section: '5. **Key results**:' }, 'measures', 'section'],
    ['the section, when no tag says something', { tags: ['urgent'], section: 'Values' }, 'values', 'section'],
    ['a section of methods', { section: 'Tactics' }, 'methods', 'section'],
    ['a section renamed', { section: 'Measures & KPIs' }, 'measures', 'section'],
    ['a section in another language', { section: 'Kennzahlen' }, 'measures', 'section'],
    [
      'the section, when the field holds an option of a person',
      { values: { [V2MOM]: { option: 'a-new-option' } }, section: 'Vision' },
      'vision',
      'section',
    ],
    [
      'the section, when the field holds text',
      { values: { [V2MOM]: 'Values' }, section: 'Vision' },
      'vision',
      'section',
    ],
    ['nothing', {}, 'methods', 'default'],
    ['nothing, in another section', { section: 'To do', tags: ['urgent'] }, 'methods', 'default'],
    ['nothing, in a section of goals', { section: 'Goals' }, 'methods', 'default'],
    ['nothing, whatever the name says', { name: 'Vision' }, 'methods', 'default'],
  ])('%s', (_, wishes, component, source) => {
    const task = buildTask(wishes)
    const classified = tag([task])
    expect(recordOf(classified, task.gid)).toMatchObject({ kind: 'task', component, source })
    expect(classified.tasks[component]).toEqual([task])
  })

  it('ignores the field where it is not known', () => {
    const task = buildTask({ values: { [V2MOM]: optionOf('v2mom', 'Vision') } })
    const classified = classifyProject({ project: project(), tasks: [task], fields: fields('v2mom') })
    expect(recordOf(classified, task.gid)).toMatchObject({ component: 'methods', source: 'default' })
  })

  test.each<[string, Component]>([
    ['📊 Measures', 'measures'],
    ['KPIs (2026)', 'measures'],
    ['Werte', 'values'],
    ['Risks & obstacles', 'obstacles'],
  ])('reads the chosen option %j as a name', (name, component) => {
    const v2mom = {
      gid: '77',
      type: 'enum',
      options: { Vision: '771' },
      optionNames: { '771': 'Vision', '772': name },
    } as const
    const task = buildTask({ values: { '77': { option: '772' } }, section: 'Vision' })
    const classified = classifyProject({ project: project(), tasks: [task], fields: { v2mom } })
    expect(recordOf(classified, task.gid)).toMatchObject({ component, source: 'field' })
  })

  it('leaves an option that is no name to the next source', () => {
    const v2mom = { gid: '77', type: 'enum', options: {}, optionNames: { '772': 'Value proposition' } } as const
    const task = buildTask({ values: { '77': { option: '772' } }, section: 'Risk' })
    const classified = classifyProject({ project: project(), tasks: [task], fields: { v2mom } })
    expect(recordOf(classified, task.gid)).toMatchObject({ component: 'obstacles', source: 'section' })
  })

  it('reads the option by gid, not by the name it has in Asana', () => {
    const renamed = { v2mom: { gid: '77', type: 'enum', options: { Vision: '771', Values: '772' } } } as const
    const task = buildTask({ values: { '77': { option: '772' } } })
    const classified = classifyProject({ project: project(), tasks: [task], fields: renamed })
    expect(recordOf(classified, task.gid)).toMatchObject({ component: 'values', source: 'field' })
  })
})

describe('no records', () => {
  test.each<[string, Partial<Task>]>([
    ['subtasks', { isSubtask: true }],
    ['separators', { isSeparator: true }],
    ['the health task', { isHealthTask: true }],
  ])('are %s', (_, wishes) => {
    const classified = tag([buildTask({ section: 'Measures', ...wishes })])
    expect(classified.records).toHaveLength(1)
    expect(classified.present).toEqual([])
    expect(Object.values(classified.tasks).flat()).toEqual([])
  })
})

describe('records', () => {
  it('begin with the project, which has no place in its own V2MOM', () => {
    const launch = project({ description: 'Spring launch, see the brief.' })
    expect(tag([], launch).records).toEqual([
      {
        gid: 'project-1',
        kind: 'project',
        name: 'Spring launch',
        text: 'Spring launch, see the brief.',
        completed: false,
        owner: person('Olga'),
        dueOn: '2026-12-31',
        permalinkUrl: 'https://app.asana.com/0/project-1',
      },
    ])
  })

  it('leave out what the project does not have', () => {
    const bare = project({ description: ' \n', owner: undefined, dueOn: undefined, permalinkUrl: undefined })
    expect(tag([], bare).records).toEqual([
      { gid: 'project-1', kind: 'project', name: 'Spring launch', completed: false },
    ])
  })

  it('of statements are numbered within their component, in the order of the text', () => {
    const description = ['Values', '- honest', '- quick', 'Vision: be the source', 'Values: kind'].join('\n')
    const classified = tag([], project({ description }))
    expect(classified.records.slice(1).map(({ gid, text }) => [gid, text])).toEqual([
      ['project-1-values-1', 'honest'],
      ['project-1-values-2', 'quick'],
      ['project-1-vision-1', 'be the source'],
      ['project-1-values-3', 'kind'],
    ])
    expect(classified.statements[2]).toEqual({ component: 'vision', text: 'be the source' })
    expect(classified.records[3]).toEqual({
      gid: 'project-1-vision-1',
      kind: 'statement',
      component: 'vision',
      source: 'description',
      name: 'be the source',
      text: 'be the source',
      permalinkUrl: 'https://app.asana.com/0/project-1',
    })
  })

  test.each([
    ['the first line', 'be the source\nof truth', 'be the source'],
    ['80 characters as they are', 'a'.repeat(80), 'a'.repeat(80)],
    ['81 characters shortened', 'a'.repeat(81), `${'a'.repeat(79)}…`],
    ['no blank before the dots', `${'a'.repeat(78)} ${'a'.repeat(20)}`, `${'a'.repeat(78)}…`],
    ['no emoji cut in two', '🎯a'.repeat(41), `${'🎯a'.repeat(39)}🎯…`],
  ])('of statements are named by %s', (_, text, name) => {
    const [, statement] = tag([], project({ description: `Vision: ${text}` })).records
    expect(statement).toMatchObject({ name, text })
  })

  it('of tasks carry what people look for', () => {
    const task = buildMeasureTask({ gid: 'leads', completed: true, permalinkUrl: 'https://app.asana.com/0/0/leads' })
    expect(recordOf(tag([task]), 'leads')).toEqual({
      gid: 'leads',
      kind: 'task',
      component: 'measures',
      source: 'section',
      name: 'Qualified leads',
      completed: true,
      owner: person('Ana'),
      dueOn: '2026-12-31',
      permalinkUrl: 'https://app.asana.com/0/0/leads',
    })
  })

  it('come from the description, then from the brief', () => {
    const both = project({ description: 'Values: honest\nMeasures', brief: '180 leads\n# Values\nquick' })
    expect(tag([], both).records.map(({ gid, text }) => [gid, text])).toEqual([
      ['project-1', 'Values: honest\nMeasures'],
      ['project-1-values-1', 'honest'],
      ['project-1-values-2', 'quick'],
    ])
  })

  it('stand in order: project, statements, tasks', () => {
    const classified = tag(
      [buildMeasureTask({ gid: 'b' }), buildTask({ gid: 'a' })],
      project({ description: 'Vision: be' }),
    )
    expect(classified.records.map(({ gid }) => gid)).toEqual(['project-1', 'project-1-vision-1', 'b', 'a'])
  })
})

describe('a component is present', () => {
  const all = 'Vision: a\nValues: b\nMethods: c\nObstacles: d\nMeasures: e'

  test.each<[string, string, Task[], Component[]]>([
    ['not without statement and task', 'Spring launch', [], []],
    ['with a statement', 'Obstacles: one designer', [], ['obstacles']],
    ['not with a heading alone', 'Obstacles:\n\nValues:', [], []],
    ['with a task in its section', '', [buildTask({ section: 'Obstacles' })], ['obstacles']],
    ['with a tagged task', '', [buildTask({ tags: ['v2mom:values'] })], ['values']],
    ['with a completed task', '', [buildTask({ section: 'Vision', completed: true })], ['vision']],
    ['for methods with any task', '', [buildTask()], ['methods']],
    ['once, with several things', 'Vision: a\nVision: b', [buildTask({ section: 'Vision' })], ['vision']],
    ['not with a subtask', '', [buildTask({ section: 'Vision', isSubtask: true })], []],
    ['all of them', all, [], [...COMPONENTS]],
    ['in the order of the V2MOM', 'Measures: a', [buildTask({ section: 'Vision' })], ['vision', 'measures']],
  ])('%s', (_, description, tasks, present) => {
    const classified = tag(tasks, project({ description }))
    expect(classified.present).toEqual(present)
    expect(classified.completeness).toBe(present.length / 5)
  })
})

describe('for every project', () => {
  it('each task is exactly one record and stands in exactly one component, in the order of the list', () => {
    fc.assert(
      fc.property(projects, tasks, (itsProject, tasks) => {
        const classified = tag(tasks, itsProject)
        const kept = tasks.filter((task) => !(task.isSubtask || task.isSeparator || task.isHealthTask))
        const records = classified.records.filter(({ kind }) => kind === 'task')
        expect(records.map(({ gid }) => gid)).toEqual(kept.map(({ gid }) => gid))
        for (const component of COMPONENTS) {
          const own = records.filter((record) => record.component === component)
          expect(classified.tasks[component].map(({ gid }) => gid)).toEqual(own.map(({ gid }) => gid))
        }
      }),
    )
  })

  it('no two records share a gid, and only the project’s own has no place', () => {
    fc.assert(
      fc.property(projects, tasks, (itsProject, tasks) => {
        const [first, ...others] = tag(tasks, itsProject).records
        expect(first).not.toHaveProperty('component')
        for (const record of others)
          expect(record).toMatchObject({ component: expect.any(String), source: expect.any(String) })
        expect(new Set([first, ...others].map((record) => record?.gid)).size).toBe(others.length + 1)
      }),
    )
  })

  it('case, bold marks, numbering and line endings change no place', () => {
    fc.assert(
      fc.property(projects, tasks, dressing, (itsProject, tasks, { dress, ending }) => {
        const plain = tag(tasks, itsProject)
        const dressed = tag(
          tasks.map((task) => ({
            ...task,
            tags: task.tags.map(dress),
            ...(task.section !== undefined && { section: dress(task.section) }),
          })),
          { ...itsProject, description: dressHeadings(itsProject.description, dress).replaceAll('\n', ending) },
        )
        expect(dressed.records.map(classifyTask)).toEqual(plain.records.map(classifyTask))
        expect(dressed.present).toEqual(plain.present)
      }),
    )
  })

  it('a task that is tagged by default adds to methods alone', () => {
    fc.assert(
      fc.property(projects, tasks, (itsProject, tasks) => {
        const before = tag(tasks, itsProject).present
        const after = tag([...tasks, buildTask({ gid: 'work' })], itsProject).present
        expect(after).toEqual(COMPONENTS.filter((name) => name === 'methods' || before.includes(name)))
      }),
    )
  })
})

const names = fc.constantFrom('Vision', 'Principles', 'Actions', 'Risks', 'KPIs', 'Key results', 'Goals', 'To do')
const tasks = fc
  .array(
    fc.record({
      tags: fc.array(names, { maxLength: 2 }),
      section: fc.option(names, { nil: undefined }),
      option: fc.option(fc.constantFrom('Vision', 'Values', 'Measures'), { nil: undefined }),
      isSubtask: rarely(),
      isSeparator: rarely(),
      isHealthTask: rarely(),
    }),
    { maxLength: 8 },
  )
  .map((wishes) =>
    wishes.map(({ option, ...rest }, index) => buildTask({ gid: `task-${index}`, values: valuesOf(option), ...rest })),
  )
const projects = fc
  .array(fc.tuple(names, fc.constantFrom('be the source', 'be quick and kind', '- one thing\n- another thing')), {
    maxLength: 5,
  })
  .map((parts) => project({ description: parts.map(([heading, body]) => `${heading}:\n${body}`).join('\n') }))
const dressing = fc.record({
  dress: fc.constantFrom<(name: string) => string>(
    (name) => name.toUpperCase(),
    (name) => name.toLowerCase(),
    (name) => `**${name}**`,
    (name) => `**${name}:**`,
    (name) => `3. ${name}`,
    (name) => `2) **${name.toLowerCase()}** –`,
    (name) => `# ${name}`,
  ),
  ending: fc.constantFrom('\n', '\r\n', '\r', '\u2028', '\n\n'),
})

function tag(tasks: readonly Task[], itsProject: Project = project()): ClassifiedProject {
  return classifyProject({ project: itsProject, tasks, fields: fields() })
}

function recordOf(classified: ClassifiedProject, gid: string) {
  return classified.records.find((record) => record.gid === gid)
}

function classifyTask({ gid, kind, component, source }: ClassifiedProject['records'][number]) {
  return { gid, kind, component, source }
}

/** Other headings need their colon, or the mark of those around them: "3. To do" is no heading, while "3. Vision" is. */
function dressHeadings(description: string, dress: (name: string) => string): string {
  const hasLevel = dress('x').startsWith('#')
  return description.replaceAll(/^(.+):$/gm, (line, name: string) =>
    name === 'To do' && !hasLevel ? line : dress(name),
  )
}

function valuesOf(option: string | undefined): Task['values'] {
  return option === undefined ? {} : { [V2MOM]: optionOf('v2mom', option) }
}

function rarely() {
  return fc.integer({ min: 0, max: 9 }).map((number) => number === 0)
}
