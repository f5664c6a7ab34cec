import type { DecoratePort, WrappedPorts } from '../../src/app/context.ts'
import type { AsanaPort } from '../../src/flows/ports/index.ts'

/**
 * Which verbs of the ports write, for every verb there is: a new one does not compile until it is sorted here. An await
 * of one of these is a step at which the process may die.
 */
export const WRITES: { readonly [Name in keyof WrappedPorts]: Readonly<Record<keyof WrappedPorts[Name], boolean>> } = {
  asana: {
    withWriteGuard: false,
    ...{ readMe: false, readProject: false, readTasks: false, readPortfolio: false, readPortfolioItems: false },
    ...{ readTasksSince: false, readTask: false, readProjectBrief: false },
    readPortfolioProjects: false,
    ...{ readWorkspaceFields: false, readStories: false, readStatus: false, readStatuses: false },
    ...{ readTaskContent: false, readWebhooks: false, readEvents: false },
    ...{ updateTaskFields: true, updateProjectFields: true, createField: true },
    ...{
      addEnumOption: true,
      enableEnumOption: true,
      addFieldToProject: true,
      addFieldToPortfolio: true,
      createStatus: true,
    },
    ...{ createComment: true, updateComment: true, createTask: true, updateTaskDescription: true },
    ...{ createWebhook: true, deleteWebhook: true },
  },
  store: {
    ...{ readProject: false, readRecords: false, readSummaries: false, readPortfolioContents: false },
    ...{ readPortfolio: false, readPortfolioState: false },
    ...{
      readProjectGids: false,
      readBotManagedGids: false,
      readInaccessibleProjects: false,
      readUnwatchedProjects: false,
    },
    ...{ readEventsCursor: false },
    ...{ readVersion: false, cacheProject: true, invalidateProject: true },
    ...{ readTaskCache: false, replaceTaskCache: true, patchTaskCache: true },
    ...{ readDirtyTasks: false, markTasksDirty: true, clearDirtyTasks: true },
    ...{ readWorkspaceFields: false, saveWorkspaceFields: true },
    ...{ saveState: true, saveHistory: true, saveProject: true, deleteProject: true, savePortfolio: true },
    ...{
      savePortfolioContents: true,
      deletePortfolio: true,
      addBotManagedGids: true,
      setInaccessible: true,
      saveUnwatchedProjects: true,
      saveEventsCursor: true,
    },
    withLock: true,
  },
  webhooks: {
    ...{ read: false, readTokens: false, saveSecret: true, touch: true, create: true, confirm: true, delete: true },
  },
  jobs: {
    ...{ enqueueProjectSync: true, enqueuePortfolioRollup: true, enqueueReconcile: true, schedule: true },
    ...{ enqueuePortfolioContentsRefresh: true },
    ...{ isScheduled: false, counts: false, hasPendingJobs: false, close: false },
  },
}

/** Every writing verb, as `port.verb`. */
export const WRITING_METHODS = Object.entries(WRITES).flatMap(([port, methods]) =>
  Object.entries(methods).flatMap(([method, writes]) => (writes ? [`${port}.${method}`] : [])),
)

/**
 * The n-th time a writing verb is called, counted from 1, and whether death comes before or after it took effect.
 * `SIGSTOP` only freezes the process there; SIGKILL unless told.
 */
export type Death = Readonly<{ step: string; when: 'before' | 'after'; signal?: 'SIGKILL' | 'SIGSTOP' }>

/** Numbers every write and tells it; at the deadly one the process kills itself as `kill -9` would. */
export function watchSteps(tell: (step: string) => void, death: Death | undefined): DecoratePort {
  const counts = new Map<string, number>()

  async function at(step: string, when: Death['when']): Promise<void> {
    if (death?.step !== step || death.when !== when) return
    process.kill(process.pid, death.signal ?? 'SIGKILL')
    if (death.signal !== 'SIGSTOP') await new Promise(() => {})
  }

  function watch(label: string, method: Method): Method {
    return async (...args) => {
      const count = (counts.get(label) ?? 0) + 1
      counts.set(label, count)
      const step = `${label} ${count}`
      tell(step)
      await at(step, 'before')
      const result = await method(...args)
      await at(step, 'after')
      return result
    }
  }

  return function decoratePort(name, port) {
    const methods = Object.entries(port).map(([method, work]) => {
      const writes = (WRITES[name] as Readonly<Record<string, boolean>>)[method]
      return [method, writes ? watch(`${name}.${method}`, work as Method) : work]
    })
    const watched = Object.fromEntries(methods) as typeof port
    if (name !== 'asana') return watched
    const { withWriteGuard } = port as AsanaPort
    return {
      ...watched,
      withWriteGuard: (check: () => Promise<void>) => decoratePort('asana', withWriteGuard(check)),
    } as typeof port
  }
}

type Method = (...args: unknown[]) => Promise<unknown>
