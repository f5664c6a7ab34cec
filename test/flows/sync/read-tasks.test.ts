import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAsanaGateway } from '../../../src/asana/gateway.ts'
import { markAllDirty, markDirty } from '../../../src/flows/changes/mark-dirty.ts'
import type { AsanaPort, FetchedTask } from '../../../src/flows/ports/index.ts'
import { readTasks } from '../../../src/flows/sync/read-tasks.ts'
import type { Listening, Sandbox } from '../../../src/sandbox/server.ts'
import { createUnlimitedRateLimiter } from '../../../src/store/rate-limiter.ts'
import { createRedisStore } from '../../../src/store/redis-store.ts'
import { startRedis, type TestRedis } from '../../support/redis.ts'
import { startSandbox } from '../../support/sandbox.ts'

const PAGES = '/projects/{project_gid}/tasks'
const MODIFIED = '/tasks'
const ALONE = '/tasks/{task_gid}'
const BEGAN = Date.parse('2026-11-18T10:00:00.000Z')
const OFTEN = 130

let redis: TestRedis
let sandbox: Sandbox & Listening
let now = BEGAN
beforeAll(async () => {
  redis = await startRedis()
  sandbox = await startSandbox({ now: () => new Date(now), requestsPerMinute: Number.POSITIVE_INFINITY })
})
afterAll(async () => {
  await sandbox.close()
  await redis.close()
})

/** A project of many tasks, made an hour ago, with another one beside it. */
function plant(tasks: number) {
  const { world } = sandbox
  now += 3_600_000
  const workspace = world.addWorkspace({ name: 'Office' }).gid
  const token = world.addToken(world.addUser({ name: 'Bot' }).gid, `token-${workspace}`)
  const asana = createAsanaGateway({ baseUrl: sandbox.url, token, rateLimiter: createUnlimitedRateLimiter() })
  const [project, managedElsewhere] = ['Large', 'Elsewhere'].map((name) => world.addProject({ workspace, name }).gid)
  if (project === undefined || managedElsewhere === undefined) throw new Error('no project')
  const sections = ['Methods', 'Measures'].map((name) => world.addSection(project, { name }).gid)
  const section = sections[0] ?? ''
  const gids = Array.from({ length: tasks }, (_, n) => {
    now += 10_000
    return world.addTask({ name: `Task ${n}`, sections: [section] }).gid
  })
  const strangers = [1, 2, 3].map((n) => world.addTask({ name: `Stranger ${n}`, projects: [managedElsewhere] }).gid)
  now += 3_600_000
  return { world, asana, project, managedElsewhere, sections, gids, strangers, store: createRedisStore(redis.client()) }
}
type Planted = ReturnType<typeof plant>

/** What the refresh sees, which requests it made, and what is there. */
async function look({ asana, store, project }: Pick<Planted, 'asana' | 'store' | 'project'>) {
  sandbox.requests.clear()
  const seen = await readTasks({ asana, store }, project)
  const asked: Record<string, number> = {}
  for (const { operation = '?' } of sandbox.requests.entries) asked[operation] = (asked[operation] ?? 0) + 1
  return { seen, asked, there: await asana.readTasks(project) }
}

/** Hears what happened since the last time, as the events endpoint tells it. */
async function hear({ asana, store, project }: Planted): Promise<void> {
  const { changes, sync, expired } = await asana.readEvents(project, await store.readEventsCursor(project))
  if (expired) await markAllDirty(store, project)
  await markDirty(store, project, changes)
  await store.saveEventsCursor(project, sync)
}

const sorted = (tasks: readonly FetchedTask[]) => tasks.toSorted((a, b) => a.gid.localeCompare(b.gid))

describe('the tasks of a project that fills several pages', () => {
  async function known(tasks = OFTEN) {
    const planted = plant(tasks)
    await hear(planted)
    await readTasks(planted, planted.project)
    now += 600_000
    return planted
  }

  it('are read whole once, and then as far as they were modified', async () => {
    const planted = await known()
    const [first = ''] = planted.gids
    planted.world.updateTask(first, { name: 'Renamed' })
    const { seen, asked, there } = await look(planted)
    expect(asked).toEqual({ [MODIFIED]: 1 })
    expect(seen).toEqual(there)
    expect(seen.find(({ gid }) => gid === first)?.name).toBe('Renamed')
  })

  it('are left when they are taken away or deleted, and that costs one look each', async () => {
    const planted = await known()
    const [taken = '', deleted = ''] = planted.gids
    planted.world.removeTaskFromProject(taken, planted.project)
    planted.world.deleteTask(deleted)
    await hear(planted)
    const { seen, asked, there } = await look(planted)
    expect(asked).toEqual({ [MODIFIED]: 1, [ALONE]: 2 })
    expect(seen).toEqual(there)
    expect((await look(planted)).asked).toEqual({ [MODIFIED]: 1 })
  })

  it('are seen where they were moved to, also when moving does not count as modifying', async () => {
    const planted = await known()
    const [moved = '', measures = ''] = [planted.gids[5], planted.sections[1]]
    planted.world.moveTask(moved, measures)
    await hear(planted)
    const asana: AsanaPort = { ...planted.asana, readTasksSince: async () => [] }
    const { seen, there } = await look({ ...planted, asana })
    expect(seen.find(({ gid }) => gid === moved)?.section).toBe('Measures')
    expect(sorted(seen)).toEqual(sorted(there))
  })

  it('are read whole when a section has another name', async () => {
    const planted = await known()
    planted.world.renameSection(planted.sections[0] ?? '', 'Obstacles')
    await hear(planted)
    const { seen, asked, there } = await look(planted)
    expect(asked).toEqual({ [PAGES]: 2 })
    expect(seen).toEqual(there)
  })

  it('are read whole when too many left at once to look after each of them', async () => {
    const planted = await known()
    for (const gid of planted.gids.slice(0, 25)) planted.world.deleteTask(gid)
    await hear(planted)
    const { seen, asked, there } = await look(planted)
    expect(asked).toEqual({ [MODIFIED]: 1, [PAGES]: 2 })
    expect(seen).toEqual(there)
  })

  it('that went away unheard of are missed by the next full compare only', async () => {
    const planted = await known()
    planted.world.deleteTask(planted.gids[0] ?? '')
    expect((await look(planted)).seen).toHaveLength(OFTEN)
    await planted.store.markTasksDirty(planted.project, [undefined])
    expect((await look(planted)).seen).toHaveLength(OFTEN - 1)
  })

  it('are one page again when enough of them are gone', async () => {
    const planted = await known(101)
    for (const gid of planted.gids.slice(0, 2)) planted.world.deleteTask(gid)
    await planted.store.markTasksDirty(planted.project, [undefined])
    expect((await look(planted)).seen).toHaveLength(99)
    const { asked } = await look(planted)
    expect(asked).toEqual({ [PAGES]: 1 })
  })

  it('are never other than Asana shows, whatever people do', async () => {
    const planted = await known()
    const { world, project, managedElsewhere, sections, strangers } = planted
    const everybody = [...planted.gids.slice(0, 8), ...strangers]
    const deeds: readonly ((task: string, n: number) => void)[] = [
      (task, n) => world.updateTask(task, { name: `Name ${n}` }),
      (task) => world.updateTask(task, { completed: true }),
      (task, n) => world.moveTask(task, sections[n % 2] ?? ''),
      (task) => world.removeTaskFromProject(task, project),
      (task) => world.addTaskToProject(task, project),
      (task) => world.addTaskToProject(task, managedElsewhere),
      (task) => world.deleteTask(task),
      (task) => world.undeleteTask(task),
      (_, n) => world.renameSection(sections[n % 2] ?? '', n % 3 === 0 ? 'Measures' : 'Risks'),
      (_, n) => world.addTask({ name: `New ${n}`, projects: [project] }),
    ]
    const deed = fc.record({ what: fc.nat(deeds.length - 1), who: fc.nat(everybody.length - 1), n: fc.nat(100) })
    const turns = fc.array(fc.array(deed, { maxLength: 4 }), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(turns, fc.boolean(), async (script, isForgetful) => {
        for (const deedsOfTurn of script) {
          const moved = new Set<string>()
          for (const { what, who, n } of deedsOfTurn) {
            now += 61_000
            moved.add(everybody[who] ?? '')
            try {
              deeds[what]?.(everybody[who] ?? '', n)
            } catch {
              // Not every deed can be done to every task: one in the trash cannot be moved.
            }
          }
          await hear(planted)
          // Whether moving a task modifies it is not documented for certain.
          const onlyMoves = isForgetful && deedsOfTurn.every(({ what }) => what >= 2 && what <= 7)
          const asana: AsanaPort = {
            ...planted.asana,
            readTasksSince: async (gid, since) =>
              (await planted.asana.readTasksSince(gid, since)).filter((task) => !onlyMoves || !moved.has(task.gid)),
          }
          const { seen, there } = await look({ ...planted, asana })
          expect(sorted(seen)).toEqual(sorted(there))
        }
      }),
      { numRuns: 40 },
    )
  })
})

describe('the tasks of a project that fits on one page', () => {
  it('are read whole each time, and nothing of them is kept', async () => {
    const planted = plant(3)
    planted.world.deleteTask(planted.gids[0] ?? '')
    expect((await look(planted)).seen).toHaveLength(2)
    expect((await look(planted)).asked).toEqual({ [PAGES]: 1 })
    expect(await planted.store.readTaskCache(planted.project)).toEqual([])
  })
})
