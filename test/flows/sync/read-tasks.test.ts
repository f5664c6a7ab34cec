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
function seed(tasks: number) {
  const { world } = sandbox
  now += 3_600_000
  const workspace = world.addWorkspace({ name: 'Office' }).gid
  const token = world.addToken(world.addUser({ name: 'Bot' }).gid, `token-${workspace}`)
  const asana = createAsanaGateway({ baseUrl: sandbox.url, token, rateLimiter: createUnlimitedRateLimiter() })
  const [project, otherProject] = ['Large', 'Other'].map((name) => world.addProject({ workspace, name }).gid)
  if (project === undefined || otherProject === undefined) throw new Error('no project')
  const sections = ['Methods', 'Measures'].map((name) => world.addSection(project, { name }).gid)
  const section = sections[0] ?? ''
  const gids = Array.from({ length: tasks }, (_, n) => {
    now += 10_000
    return world.addTask({ name: `Task ${n}`, sections: [section] }).gid
  })
  const others = [1, 2, 3].map((n) => world.addTask({ name: `Other task ${n}`, projects: [otherProject] }).gid)
  now += 3_600_000
  return { world, asana, project, otherProject, sections, gids, others, store: createRedisStore(redis.client()) }
}
type Seeded = ReturnType<typeof seed>

/** What the flow reads, which requests it sends, and what stands in Asana. */
async function read({ asana, store, project }: Pick<Seeded, 'asana' | 'store' | 'project'>) {
  sandbox.requests.clear()
  const result = await readTasks({ asana, store }, project)
  const asked: Record<string, number> = {}
  for (const { operation = '?' } of sandbox.requests.entries) asked[operation] = (asked[operation] ?? 0) + 1
  return { result, asked, inAsana: await asana.readTasks(project) }
}

/** Marks dirty what the events endpoint tells since the last time. */
async function deliver({ asana, store, project }: Seeded): Promise<void> {
  const { changes, sync, expired } = await asana.readEvents(project, await store.readEventsCursor(project))
  if (expired) await markAllDirty(store, project)
  await markDirty(store, project, changes)
  await store.saveEventsCursor(project, sync)
}

const sorted = (tasks: readonly FetchedTask[]) => tasks.toSorted((a, b) => a.gid.localeCompare(b.gid))

describe('the tasks of a project that fills several pages', () => {
  async function known(tasks = OFTEN) {
    const seeded = seed(tasks)
    await deliver(seeded)
    await readTasks(seeded, seeded.project)
    now += 600_000
    return seeded
  }

  it('are read in full once, and then as far as they were modified', async () => {
    const seeded = await known()
    const [first = ''] = seeded.gids
    seeded.world.updateTask(first, { name: 'Renamed' })
    const { result, asked, inAsana } = await read(seeded)
    expect(asked).toEqual({ [MODIFIED]: 1 })
    expect(result).toEqual(inAsana)
    expect(result.find(({ gid }) => gid === first)?.name).toBe('Renamed')
  })

  it('are dropped when they are removed or deleted, at one request each', async () => {
    const seeded = await known()
    const [taken = '', deleted = ''] = seeded.gids
    seeded.world.removeTaskFromProject(taken, seeded.project)
    seeded.world.deleteTask(deleted)
    await deliver(seeded)
    const { result, asked, inAsana } = await read(seeded)
    expect(asked).toEqual({ [MODIFIED]: 1, [ALONE]: 2 })
    expect(result).toEqual(inAsana)
    expect((await read(seeded)).asked).toEqual({ [MODIFIED]: 1 })
  })

  it('are found where they were moved to, also when a move does not count as a modification', async () => {
    const seeded = await known()
    const [moved = '', measures = ''] = [seeded.gids[5], seeded.sections[1]]
    seeded.world.moveTask(moved, measures)
    await deliver(seeded)
    const asana: AsanaPort = { ...seeded.asana, readTasksSince: async () => [] }
    const { result, inAsana } = await read({ ...seeded, asana })
    expect(result.find(({ gid }) => gid === moved)?.section).toBe('Measures')
    expect(sorted(result)).toEqual(sorted(inAsana))
  })

  it('are read in full when a section was renamed', async () => {
    const seeded = await known()
    seeded.world.renameSection(seeded.sections[0] ?? '', 'Obstacles')
    await deliver(seeded)
    const { result, asked, inAsana } = await read(seeded)
    expect(asked).toEqual({ [PAGES]: 2 })
    expect(result).toEqual(inAsana)
  })

  it('are read in full when too many left at once to read each of them', async () => {
    const seeded = await known()
    for (const gid of seeded.gids.slice(0, 25)) seeded.world.deleteTask(gid)
    await deliver(seeded)
    const { result, asked, inAsana } = await read(seeded)
    expect(asked).toEqual({ [MODIFIED]: 1, [PAGES]: 2 })
    expect(result).toEqual(inAsana)
  })

  it('that left without an event are dropped by the next reconcile', async () => {
    const seeded = await known()
    seeded.world.deleteTask(seeded.gids[0] ?? '')
    expect((await read(seeded)).result).toHaveLength(OFTEN)
    await seeded.store.markTasksDirty(seeded.project, [undefined])
    expect((await read(seeded)).result).toHaveLength(OFTEN - 1)
  })

  it('are one page again when enough of them are gone', async () => {
    const seeded = await known(101)
    for (const gid of seeded.gids.slice(0, 2)) seeded.world.deleteTask(gid)
    await seeded.store.markTasksDirty(seeded.project, [undefined])
    expect((await read(seeded)).result).toHaveLength(99)
    const { asked } = await read(seeded)
    expect(asked).toEqual({ [PAGES]: 1 })
  })

  it('are always what Asana shows, whatever people do', async () => {
    const seeded = await known()
    const { world, project, otherProject, sections, others } = seeded
    const everybody = [...seeded.gids.slice(0, 8), ...others]
    const edits: readonly ((task: string, n: number) => void)[] = [
      (task, n) => world.updateTask(task, { name: `Name ${n}` }),
      (task) => world.updateTask(task, { completed: true }),
      (task, n) => world.moveTask(task, sections[n % 2] ?? ''),
      (task) => world.removeTaskFromProject(task, project),
      (task) => world.addTaskToProject(task, project),
      (task) => world.addTaskToProject(task, otherProject),
      (task) => world.deleteTask(task),
      (task) => world.undeleteTask(task),
      (_, n) => world.renameSection(sections[n % 2] ?? '', n % 3 === 0 ? 'Measures' : 'Risks'),
      (_, n) => world.addTask({ name: `New ${n}`, projects: [project] }),
    ]
    const edit = fc.record({ what: fc.nat(edits.length - 1), who: fc.nat(everybody.length - 1), n: fc.nat(100) })
    const turns = fc.array(fc.array(edit, { maxLength: 4 }), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(turns, fc.boolean(), async (script, isForgetful) => {
        for (const editsOfTurn of script) {
          const moved = new Set<string>()
          for (const { what, who, n } of editsOfTurn) {
            now += 61_000
            moved.add(everybody[who] ?? '')
            try {
              edits[what]?.(everybody[who] ?? '', n)
            } catch {
              // Not every deed can be done to every task: one in the trash cannot be moved.
            }
          }
          await deliver(seeded)
          // Whether moving a task modifies it is not documented for certain.
          const onlyMoves = isForgetful && editsOfTurn.every(({ what }) => what >= 2 && what <= 7)
          const asana: AsanaPort = {
            ...seeded.asana,
            readTasksSince: async (gid, since) =>
              (await seeded.asana.readTasksSince(gid, since)).filter((task) => !onlyMoves || !moved.has(task.gid)),
          }
          const { result, inAsana } = await read({ ...seeded, asana })
          expect(sorted(result)).toEqual(sorted(inAsana))
        }
      }),
      { numRuns: 40 },
    )
  })
})

describe('the tasks of a project that fits on one page', () => {
  it('are read in full each time, and none of them is result', async () => {
    const seeded = seed(3)
    seeded.world.deleteTask(seeded.gids[0] ?? '')
    expect((await read(seeded)).result).toHaveLength(2)
    expect((await read(seeded)).asked).toEqual({ [PAGES]: 1 })
    expect(await seeded.store.readTaskCache(seeded.project)).toEqual([])
  })
})
