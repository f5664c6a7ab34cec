import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fieldNamed } from '../support/queries.ts'
import { type Fixture, fieldNames, fieldsOn, openFixture } from './support.ts'

let fixture: Fixture
beforeEach(async () => {
  fixture = await openFixture()
})
afterEach(() => fixture[Symbol.asyncDispose]())

const setUp = (...more: string[]) => fixture.cli(['setup', '--portfolio', 'Marketing', '--yes', ...more])
const remove = (...more: string[]) => fixture.cli(['setup', '--remove', ...more])
const tables = () => fixture.sandbox.world.state.tables

function plantWebhook(target: string): string {
  const { state } = fixture.sandbox.world
  const gid = state.nextGid()
  state.tables.webhook.set(gid, {
    ...{ gid, target, resource: fixture.project, filters: [], secret: 's', user: fixture.bot, active: true },
    ...{ createdAt: state.now(), lastSuccessAt: undefined, lastFailureAt: undefined, lastFailureContent: '' },
    ...{ deliveryRetryCount: 0, nextAttemptAfter: undefined, failureDeletionAt: undefined },
  })
  return gid
}

function plantTask(name: string, notes: string, by: string): string {
  return fixture.sandbox.world.addTask({ name, notes, projects: [fixture.project] }, { by }).gid
}

describe('setup --remove', { timeout: 60_000 }, () => {
  it('takes back fields, webhooks and health tasks, and leaves what people made', async () => {
    const { world } = fixture.sandbox
    const theirs = world.addField(
      { workspace: fixture.workspace, name: 'Budget', subtype: 'number' },
      { by: fixture.ann },
    )
    await setUp()
    plantWebhook(`https://kpi.example.org/webhooks/asana/v2mom-${'a'.repeat(43)}`)
    const otherHook = plantWebhook('https://other.example.org/hook')
    plantTask('V2MOM health', 'On track\n— asana-v2mom', fixture.bot)
    const task = plantTask('V2MOM health', 'What is this?', fixture.ann)
    const { code, stdout } = await remove('--yes')
    expect(code).toBe(0)
    expect(stdout).toContain('delete our field "Target"')
    expect(stdout).toContain('delete our health task in the project "Spring launch"')
    expect(stdout).toContain('Stays: status updates and comments')
    expect([...tables().custom_field.keys()]).toEqual([theirs.gid])
    expect([...tables().webhook.keys()]).toEqual([otherHook])
    expect([...tables().task.keys()]).toEqual([task])
    expect(fieldsOn(fixture, fixture.portfolio)).toEqual([])
  })

  it('says what it would do and does nothing in a dry run, or without a yes', async () => {
    await setUp()
    fixture.sandbox.requests.clear()
    const dry = await remove('--dry-run')
    expect(dry.stdout).toContain('delete our field "Weight"')
    expect(dry.code).toBe(0)
    const unasked = await remove()
    expect(unasked.code).toBe(2)
    expect(unasked.stderr).toContain('Stop the service first')
    expect(fixture.writes()).toEqual([])
  })

  it('keeps a field in which a person has written, wherever that was', async () => {
    const { world } = fixture.sandbox
    await setUp()
    const target = fieldNamed(world, 'Target')?.gid ?? ''
    const weight = fieldNamed(world, 'Weight')?.gid ?? ''
    const elsewhere = world.addProject({ workspace: fixture.workspace, name: 'Old plans' }, { by: fixture.ann }).gid
    world.addFieldSetting(elsewhere, target)
    const task = world.addTask(
      { name: 'Leads', projects: [elsewhere], values: { [target]: 5 } },
      { by: fixture.ann },
    ).gid
    world.updateProject(elsewhere, { archived: true })
    world.setValues(fixture.project, { [weight]: 2 }, { by: fixture.ann })
    const { stdout } = await remove('--yes')
    expect(stdout).toContain('Stays: the field "Target": people filled it in once')
    expect(stdout).toContain('Stays: the field "Weight": people filled it in once')
    expect(fieldNames(fixture)).toEqual(['Target', 'Weight'].toSorted())
    expect(tables().task.get(task)?.values.get(target)).toBe(5)
  })

  it('does not take its own sample numbers for data, but a number somebody changed', async () => {
    const { world } = fixture.sandbox
    await setUp('--with-template')
    const actual = fieldNamed(world, 'Actual')?.gid ?? ''
    const leads = [...tables().task.values()].find(({ name }) => name === 'Newsletter subscribers')
    world.setValues(leads?.gid ?? '', { [actual]: 1500 }, { by: fixture.ann })
    await remove('--yes')
    expect(fieldNames(fixture)).toEqual(['Actual'])
  })

  it('takes a field of the team off again where setup put it, and only there', async () => {
    const { world } = fixture.sandbox
    const { workspace, ann, portfolio } = fixture
    const target = world.addField({ workspace, name: 'Target', subtype: 'number' }, { by: ann }).gid
    const own = world.addProject({ workspace, name: 'Their own' }, { by: ann }).gid
    world.addFieldSetting(own, target)
    world.addItem(portfolio, own)
    await setUp()
    expect(fieldsOn(fixture, fixture.project)).toContain('Target')
    const { stdout } = await remove('--yes')
    expect(stdout).toContain('take your field "Target" off the project "Spring launch" again')
    expect(fieldsOn(fixture, fixture.project)).toEqual([])
    expect(fieldsOn(fixture, own)).toEqual(['Target'])
    expect(fieldNames(fixture)).toEqual(['Target'])
  })

  it('leaves a field of the team where people have filled it in since', async () => {
    const { world } = fixture.sandbox
    const target = world.addField(
      { workspace: fixture.workspace, name: 'Target', subtype: 'number' },
      { by: fixture.ann },
    )
    await setUp()
    world.addTask({ name: 'Leads', projects: [fixture.project], values: { [target.gid]: 5 } }, { by: fixture.ann })
    await remove('--yes')
    expect(fieldsOn(fixture, fixture.project)).toEqual(['Target'])
  })

  it('leaves fields that another user made, even with our marker', async () => {
    const { world } = fixture.sandbox
    const description = 'Copied\nasana-v2mom:target'
    world.addField({ workspace: fixture.workspace, name: 'Goal', subtype: 'number', description }, { by: fixture.ann })
    await setUp()
    expect((await remove('--yes')).stdout).toContain('Stays: the field "Goal": another user made it')
    expect(fieldNames(fixture)).toEqual(['Goal'])
  })

  it('has nothing left to remove the second time', async () => {
    await setUp()
    await remove('--yes')
    fixture.sandbox.requests.clear()
    const { code, stdout } = await remove('--yes')
    expect(stdout).toContain('Nothing of ours is left to remove.')
    expect(code).toBe(0)
    expect(fixture.writes()).toEqual([])
  })

  it('does what it can when something it served is gone', async () => {
    await setUp()
    fixture.sandbox.world.deletePortfolio(fixture.portfolio)
    const { code } = await fixture.cli(['setup', '--remove', '--yes'], { ASANA_PROJECTS: `404,${fixture.project}` })
    expect(code).toBe(0)
    expect(fieldNames(fixture)).toEqual([])
  })

  it('tells what Asana refuses to delete', async () => {
    await setUp()
    fixture.sandbox.faults.add({ kind: '403', method: 'DELETE', path: /^\/custom_fields/ })
    const { code, stdout } = await remove('--yes')
    expect(stdout).toContain('Asana refused to delete our field')
    expect(code).toBe(1)
  })
})
