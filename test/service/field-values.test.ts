import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Service } from '../../src/app/start-service.ts'
import type { Field } from '../../src/sandbox/state.ts'
import { fieldNamed, shown } from '../support/queries.ts'
import { openStage, type Stage } from '../support/service.ts'

const HOUR_MS = 3_600_000

let stage: Stage
let service: Service

beforeEach(async () => {
  stage = await openStage()
  service = await stage.start()
  await stage.quiet(service)
})
afterEach(async () => {
  await service[Symbol.asyncDispose]()
  await stage[Symbol.asyncDispose]()
})

const world = () => stage.sandbox.world
const ofPreorders = (name: string) => shown(world(), stage.story.tasks.preorders, name)
const ofLaunch = (name: string) => shown(world(), stage.story.projects.launch, name)

function field(name: string): Field {
  const found = fieldNamed(world(), name)
  if (!found) throw new Error(`There is no field ${name}`)
  return found
}

function option(fieldName: string, name: string) {
  const found = field(fieldName).options.find((candidate) => candidate.name === name)
  if (!found) throw new Error(`${fieldName} has no option ${name}`)
  return found
}

/** Types an Actual; 560 of 800 tents turns the measure On track and the launch At risk. */
async function type(actual: number): Promise<void> {
  const { tasks, fields, people } = stage.story
  world().setValues(tasks.preorders, { [fields.actual]: actual }, { by: people.jonas })
  await stage.quiet(service)
}

async function expectNothingToWrite(): Promise<void> {
  stage.sandbox.requests.clear()
  await service.jobs.enqueueReconcile()
  await stage.quiet(service)
  expect(stage.writes()).toEqual([])
}

async function messages(): Promise<string[]> {
  const { data } = (await (await fetch(`${service.url}/api/projects/${stage.story.projects.launch}`)).json()) as {
    data: { findings: { code: string; message: string }[] }
  }
  return data.findings.flatMap(({ code, message }) => (code === 'write-refused' ? [message] : []))
}

describe('an option that a person switched off', () => {
  it.each([['before the project is read'], ['after it was read']])(
    '%s is switched on again when it is needed',
    async (when) => {
      const [status, health] = [field('Measure status'), field('V2MOM health')]
      world().updateOption(status.gid, option('Measure status', 'On track').gid, { enabled: false })
      world().updateOption(health.gid, option('V2MOM health', 'At risk').gid, { enabled: false })
      if (when === 'before the project is read') await service.jobs.enqueueReconcile()
      await stage.quiet(service)
      await type(560)
      expect(ofPreorders('Measure status')).toBe('On track')
      expect(ofPreorders('Attainment')).toBe(0.7)
      expect(ofLaunch('V2MOM health')).toBe('At risk')
      expect(option('Measure status', 'On track').enabled).toBe(true)
      expect(await messages()).toEqual([])
      await expectNothingToWrite()
    },
  )

  it('and renamed is created anew, where Asana does not let it be switched on', async () => {
    stage.sandbox.faults.add({ kind: '403', method: 'PUT', path: /enum_options/, times: Number.POSITIVE_INFINITY })
    const { gid } = option('Measure status', 'On track')
    world().updateOption(field('Measure status').gid, gid, { name: 'Wobbly', enabled: false })
    await type(560)
    expect(ofPreorders('Measure status')).toBe('On track')
    expect(option('Measure status', 'On track').gid).not.toBe(gid)
    // The values of other tasks move to it.
    await service.jobs.enqueueReconcile()
    await stage.quiet(service)
    await expectNothingToWrite()
  })

  it('stays where it is the value, and is no reason to write', async () => {
    const { gid } = option('Measure status', 'Off track')
    world().updateOption(field('Measure status').gid, gid, { enabled: false })
    await expectNothingToWrite()
    expect(option('Measure status', 'Off track').enabled).toBe(false)
  })
})

describe('a value that one field rejects', () => {
  it('holds back no other value, is a finding of its own, and is written when it is accepted again', async () => {
    world().updateField(field('Measure status').gid, { locked: true })
    world().updateField(field('V2MOM health').gid, { locked: true })
    await type(560)
    expect(ofPreorders('Attainment')).toBe(0.7)
    expect(ofPreorders('Measure status')).toBe('Off track')
    expect(ofLaunch('V2MOM health')).toBe('Off track')
    expect(await messages()).toEqual([
      'Asana refused to set Measure status to On track on "Pre-orders from dealers".',
      'Asana refused to set V2MOM health to At risk on the project.',
    ])
    const expected = ofLaunch('KPI attainment')
    await type(576)
    expect(ofPreorders('Attainment')).toBe(0.72)
    expect(ofLaunch('KPI attainment')).toBeGreaterThan(Number(expected))
    await expectNothingToWrite()

    world().updateField(field('Measure status').gid, { locked: false })
    world().updateField(field('V2MOM health').gid, { locked: false })
    stage.travel(1.1 * HOUR_MS)
    await service.jobs.enqueueReconcile()
    await stage.quiet(service)
    expect(ofPreorders('Measure status')).toBe('On track')
    expect(ofLaunch('V2MOM health')).toBe('At risk')
    expect(await messages()).toEqual([])
  })

  it('is one finding where all fields reject theirs', async () => {
    for (const name of ['Measure status', 'Attainment']) world().updateField(field(name).gid, { locked: true })
    await type(560)
    expect(await messages()).toEqual([
      'Asana refused to set Attainment to 0.7, Measure status to On track on "Pre-orders from dealers".',
    ])
  })
})
