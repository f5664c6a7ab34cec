import { describe, expect, it } from 'vitest'
import type { DecoratePort } from '../../src/app/context.ts'
import type { Service } from '../../src/app/start-service.ts'
import type { AsanaPort } from '../../src/flows/ports/index.ts'
import { shown, statusesBy } from '../support/queries.ts'
import { openStage, type Stage } from '../support/service.ts'
import { until } from './harness.ts'

const PROBE_INTERVAL_MS = 1_500
const HOUR_MS = 60 * 60 * 1000

const ready = async ({ url }: Service) => {
  const response = await fetch(`${url}/readyz`)
  const { checks } = (await response.json()) as { checks: Record<string, string> }
  return { status: response.status, checks }
}
type Finding = { code: string; message: string }
const findingsOf = async ({ url }: Service, gid: string) => {
  const answer = (await (await fetch(`${url}/api/projects/${gid}`)).json()) as { data: { findings: Finding[] } }
  return answer.data.findings
}
const typeActual = ({ sandbox, story }: Stage, value: number) =>
  sandbox.world.setValues(story.tasks.preorders, { [story.fields.actual]: value }, { by: story.people.jonas })
const attainment = ({ sandbox, story }: Stage) => shown(sandbox.world, story.tasks.preorders, 'Attainment')

describe.concurrent('a token that is revoked', () => {
  it('rests the work but not the receiver, is said once, and everything goes on when it works again', async () => {
    await using stage = await openStage()
    const { sandbox, story, logs } = stage
    await using service = await stage.start({ probeIntervalMs: PROBE_INTERVAL_MS })
    await stage.quiet(service)
    sandbox.world.revokeToken(story.bot.token)
    typeActual(stage, 560)
    await until('it is noticed', () => logs.text().includes('Asana rejected the access token'))
    sandbox.requests.clear()
    typeActual(stage, 600)
    const probes = () => sandbox.requests.entries.length
    await until('it has asked three times more', () => probes() >= 3)
    expect(sandbox.requests.entries.map(({ status }) => status)).toEqual(Array.from({ length: probes() }, () => 401))
    const times = sandbox.requests.entries.map(({ at }) => at.getTime())
    const gaps = times.slice(1).map((at, n) => at - (times[n] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThan(PROBE_INTERVAL_MS * 0.9)
    expect(await ready(service)).toMatchObject({ status: 503, checks: { asana: expect.stringContaining('token') } })
    expect(sandbox.deliveries.entries.filter(({ status }) => status !== 200)).toEqual([])

    sandbox.world.addToken(story.bot.gid, story.bot.token)
    await until('what was typed meanwhile is judged', () => attainment(stage) === 0.75)
    await until('it is ready', async () => (await ready(service)).status === 200)
    expect(logs.lines.filter(({ msg }) => msg.startsWith('Asana rejected the access token'))).toHaveLength(1)
    expect(logs.lines.filter(({ msg }) => msg.startsWith('Access token accepted'))).toHaveLength(1)
    expect(await service.jobs.counts()).toMatchObject({ failed: 0 })
  }, 60_000)
})

describe.concurrent('an Asana that was away', () => {
  it('finds everything caught up soon after its return', async () => {
    await using stage = await openStage()
    const { sandbox, story } = stage
    sandbox.faults.add({ kind: '503', times: Number.POSITIVE_INFINITY })
    await using service = await stage.start()
    await until('several attempts have failed', () => sandbox.requests.entries.length > 2)
    sandbox.faults.clear()
    const posted = () => statusesBy(sandbox.world, story.bot.gid, story.portfolio).length
    await until('everything is caught up', () => posted() === 1, 60_000)
    await stage.quiet(service)
    expect(await service.jobs.counts()).toMatchObject({ failed: 0 })
  }, 90_000)
})

describe.concurrent('a feature that Asana refuses', () => {
  it('is turned off with one finding for all tasks, and works again when it is checked later', async () => {
    await using stage = await openStage()
    const { sandbox, story } = stage
    sandbox.faults.add({ kind: '402', method: 'PUT', path: /^\/tasks\//, times: Number.POSITIVE_INFINITY })
    await using service = await stage.start()
    await stage.quiet(service)
    const codes = async () => (await findingsOf(service, story.projects.launch)).map(({ code }) => code)
    expect((await codes()).filter((code) => code === 'fields-not-in-plan')).toHaveLength(1)
    expect(statusesBy(sandbox.world, story.bot.gid, story.projects.launch)).toHaveLength(1)

    sandbox.requests.clear()
    await service.jobs.enqueueReconcile()
    await stage.quiet(service)
    expect(sandbox.requests.entries.filter(({ status }) => status === 402)).toEqual([])

    sandbox.faults.clear()
    stage.travel(HOUR_MS + 60_000)
    await service.jobs.enqueueReconcile()
    await stage.quiet(service)
    expect(attainment(stage)).toBeDefined()
    expect(await codes()).not.toContain('fields-not-in-plan')
  }, 60_000)

  it('is no finding any more when nobody wants the write any longer', async () => {
    await using stage = await openStage()
    const { sandbox, story } = stage
    const path = new RegExp(`/tasks/${story.tasks.preorders}$`)
    sandbox.faults.add({ kind: '403', method: 'PUT', path, times: Number.POSITIVE_INFINITY })
    await using service = await stage.start()
    await stage.quiet(service)
    const refused = async () =>
      (await findingsOf(service, story.projects.launch)).filter(({ code }) => code === 'write-refused')
    expect(await refused()).toHaveLength(1)
    sandbox.world.deleteTask(story.tasks.preorders, { by: story.people.maya })
    await stage.quiet(service)
    expect(await refused()).toEqual([])
  }, 60_000)
})

describe.concurrent('what is gone', () => {
  it('takes its records, its webhook and its jobs with it, a whole portfolio too', async () => {
    await using stage = await openStage()
    const { sandbox, story } = stage
    await using service = await stage.start()
    await stage.quiet(service)
    sandbox.world.deletePortfolio(story.portfolio, { by: story.people.maya })
    await service.jobs.enqueueReconcile()
    await stage.quiet(service)
    const { store } = service.context
    expect([await store.readProjectGids(), Object.keys(await store.readPortfolioContents())]).toEqual([[], []])
    expect(sandbox.world.state.tables.webhook.size).toBe(0)
    expect(await service.jobs.counts()).toMatchObject({ failed: 0, active: 0 })
  }, 60_000)
})

describe.concurrent('poison', () => {
  it('in one project holds up no other, and ends as a visible failed job', async () => {
    await using stage = await openStage()
    const { sandbox, story } = stage
    await using service = await stage.start({ decoratePort: poison(story.projects.launch) })
    await until('it is given up', async () => ((await service.jobs.counts())['failed'] ?? 0) > 0)
    expect(statusesBy(sandbox.world, story.bot.gid, story.projects.website)).toHaveLength(1)
    expect((await ready(service)).checks['queue']).toContain('1 failed')
    await stage.quiet(service)
  }, 90_000)
})

/** Our own error, as a bug of ours would be, whenever this project is read. */
function poison(projectGid: string): DecoratePort {
  return (name, port) => {
    if (name !== 'asana') return port
    const asana = port as AsanaPort
    const poisoned: AsanaPort = {
      ...asana,
      withWriteGuard: (check) => poison(projectGid)('asana', asana.withWriteGuard(check)),
      async readTasks(gid) {
        if (gid === projectGid) throw new TypeError('undefined is not a function')
        return asana.readTasks(gid)
      },
    }
    return poisoned as typeof port
  }
}
