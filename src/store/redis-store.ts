import type { Point, PortfolioSummary, ProjectSummary } from '../domain/model.ts'
import { EMPTY_STATE } from '../domain/plan/project-state.ts'
import type { FetchedProject, PortfolioContents, StorePort, WorkspaceFields } from '../flows/ports/index.ts'
import { keys } from './keys.ts'
import { withLock } from './lock.ts'
import type { RedisClient } from './redis-client.ts'
import { createTaskCache } from './task-cache.ts'

/** People seldom change definitions, and a first reconcile needs the same few for every project. */
const WORKSPACE_FIELDS_TTL_MS = 10 * 60_000

/** The service's state in Redis; `keys` documents types and shapes. */
export function createRedisStore(redis: RedisClient, options: { leaseMs?: number } = {}): StorePort {
  return { ...projects(redis), ...createTaskCache(redis), ...portfolios(redis), ...bookkeeping(redis, options) }
}

function projects(redis: RedisClient) {
  return {
    async readProject(gid) {
      const [[summary, state, cached, version], histories] = await Promise.all([
        redis.hmget(keys.project(gid), 'summary', 'state', 'project', 'version'),
        redis.hgetall(keys.histories(gid)),
      ])
      return {
        ...(summary ? { summary: parse<ProjectSummary>(summary) } : {}),
        state: state ? { ...EMPTY_STATE, ...parse<typeof EMPTY_STATE>(state) } : EMPTY_STATE,
        histories: Object.fromEntries(
          Object.entries(histories).map(([task, points]) => [task, parse<Point[]>(points)]),
        ),
        ...currentProject(cached, Number(version ?? 0)),
        version: Number(version ?? 0),
      }
    },
    async readRecords(gid) {
      const records = await redis.hget(keys.project(gid), 'records')
      return records ? parse(records) : undefined
    },
    async readSummaries(gids) {
      return readSummaries(redis, gids)
    },
    async saveState(gid, state) {
      await redis.hset(keys.project(gid), 'state', JSON.stringify(state))
    },
    async saveHistory(gid, taskGid, points) {
      await redis.hset(keys.histories(gid), taskGid, JSON.stringify(points))
    },
    async saveProject(gid, { summary, records, state }) {
      await redis.hset(keys.project(gid), {
        summary: JSON.stringify(summary),
        records: JSON.stringify(records),
        state: JSON.stringify(state),
        verifiedAt: summary.verifiedAt,
      })
      await redis.sadd(keys.projects, gid)
    },
    async readVersion(gid) {
      return Number((await redis.hget(keys.project(gid), 'version')) ?? 0)
    },
    async cacheProject(gid, project, version) {
      await redis.hset(keys.project(gid), 'project', JSON.stringify({ version, project }))
    },
    invalidateProject: (gid) => redis.hincrby(keys.project(gid), 'version', 1),
    async deleteProject(gid) {
      const { project, histories, eventsCursor, tasks, dirtyTasks } = keys
      await Promise.all([project, histories, eventsCursor, tasks, dirtyTasks].map((key) => redis.del(key(gid))))
      await redis.srem(keys.projects, gid)
      await redis.srem(keys.inaccessibleProjects, gid)
    },
    readProjectGids: () => redis.smembers(keys.projects),
  } satisfies Partial<StorePort>
}

function portfolios(redis: RedisClient) {
  return {
    async readPortfolio(gid) {
      const json = await redis.hget(keys.portfolio(gid), 'summary')
      const summary = json ? parse<StoredSummary>(json) : undefined
      return summary && { ...summary, projects: await readSummaries(redis, summary.projects) }
    },
    async readPortfolioState(gid) {
      const state = await redis.hget(keys.portfolio(gid), 'state')
      return state ? { ...EMPTY_STATE, ...parse<typeof EMPTY_STATE>(state) } : EMPTY_STATE
    },
    async savePortfolio(gid, { summary, state }) {
      await redis.hset(keys.portfolio(gid), {
        ...(summary ? { summary: JSON.stringify(toStoredSummary(summary)) } : {}),
        state: JSON.stringify(state),
      })
    },
    async readPortfolioContents() {
      const found = await redis.hgetall(keys.portfolioContents)
      return Object.fromEntries(
        Object.entries(found).map(([gid, contents]) => [gid, parse<PortfolioContents>(contents)]),
      )
    },
    async savePortfolioContents(gid, contents) {
      await redis.hset(keys.portfolioContents, gid, JSON.stringify(contents))
    },
    async deletePortfolio(gid) {
      await redis.hdel(keys.portfolioContents, gid)
      await redis.del(keys.portfolio(gid))
    },
  } satisfies Partial<StorePort>
}

function bookkeeping(redis: RedisClient, { leaseMs }: { leaseMs?: number }) {
  return {
    async readEventsCursor(gid) {
      return (await redis.get(keys.eventsCursor(gid))) ?? undefined
    },
    async saveEventsCursor(gid, sync) {
      await redis.set(keys.eventsCursor(gid), sync)
    },
    async readWorkspaceFields() {
      return parse<WorkspaceFields>((await redis.get(keys.workspaceFields)) ?? '{}')
    },
    async saveWorkspaceFields(fields) {
      await redis.set(keys.workspaceFields, JSON.stringify(fields), 'PX', WORKSPACE_FIELDS_TTL_MS)
    },
    async readBotManagedGids() {
      return new Set(await redis.smembers(keys.botManagedGids))
    },
    async addBotManagedGids(gids) {
      if (gids.length > 0) await redis.sadd(keys.botManagedGids, ...gids)
    },
    async readInaccessibleProjects() {
      return new Set(await redis.smembers(keys.inaccessibleProjects))
    },
    async setInaccessible(gid, isInaccessible) {
      await (isInaccessible ? redis.sadd(keys.inaccessibleProjects, gid) : redis.srem(keys.inaccessibleProjects, gid))
    },
    async readUnwatchedProjects() {
      return new Set(await redis.smembers(keys.unwatchedProjects))
    },
    async saveUnwatchedProjects(gids) {
      const change = redis.multi().del(keys.unwatchedProjects)
      if (gids.length > 0) change.sadd(keys.unwatchedProjects, ...gids)
      await change.exec()
    },
    withLock: (name, waitMs, work) => withLock(redis, { name, waitMs, leaseMs }, work),
  } satisfies Partial<StorePort>
}

/** A portfolio's summary with the gids of its projects: their summaries are stored once, with each project. */
type StoredSummary = Omit<PortfolioSummary, 'projects'> & Readonly<{ projects: readonly string[] }>

function toStoredSummary(summary: PortfolioSummary): StoredSummary {
  return { ...summary, projects: summary.projects.map(({ gid }) => gid) }
}

/** Limits the JSON texts in memory at a time. */
const BATCH_SIZE = 50

async function readSummaries(redis: RedisClient, gids: readonly string[]): Promise<ProjectSummary[]> {
  const summaries: ProjectSummary[] = []
  for (let from = 0; from < gids.length; from += BATCH_SIZE) {
    const some = gids.slice(from, from + BATCH_SIZE)
    const found = await Promise.all(some.map((gid) => redis.hget(keys.project(gid), 'summary')))
    for (const summary of found) if (summary) summaries.push(parse<ProjectSummary>(summary))
  }
  return summaries
}

/** A cached project counts only while the project's version is the one it was read at. */
function currentProject(json: string | null | undefined, version: number): { cachedProject?: FetchedProject } {
  const saved = json ? parse<{ version: number; project: FetchedProject }>(json) : undefined
  return saved?.version === version ? { cachedProject: saved.project } : {}
}

/** Trusts the shape, since only this service writes these values. */
function parse<T>(json: string): T {
  return JSON.parse(json) as T
}
