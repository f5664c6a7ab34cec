import { type Log, PortError, type StorePort } from './index.ts'

type Deps = Readonly<{
  store: Pick<StorePort, 'readInaccessibleProjects' | 'setInaccessible' | 'deleteProject' | 'deletePortfolio'>
  log: Log
}>

/**
 * Runs `work` for one project or portfolio. Undefined when Asana answers 404 or 403: then the others go on, a resource
 * that is gone is deleted from the store, and a project is remembered as inaccessible until its work succeeds again.
 */
export async function skipIfInaccessible<T>(
  { store, log }: Deps,
  { kind, gid }: Readonly<{ kind: 'project' | 'portfolio'; gid: string }>,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    const result = await work()
    if (kind === 'project') await store.setInaccessible(gid, false)
    return result
  } catch (error) {
    if (!isInaccessible(error)) throw error
    // Where Asana is polled, an inaccessible project would fill the log every minute.
    const isNews = kind === 'portfolio' || !(await store.readInaccessibleProjects()).has(gid)
    if (error.kind === 'not-found') await (kind === 'project' ? store.deleteProject(gid) : store.deletePortfolio(gid))
    if (kind === 'project') await store.setInaccessible(gid, true)
    if (isNews) {
      log.warn(
        { gid, kind, reason: error.kind, detail: error.message },
        'Project or portfolio not accessible (404/403)',
      )
    }
    return undefined
  }
}

export function isInaccessible(error: unknown): error is PortError {
  return error instanceof PortError && (error.kind === 'not-found' || error.kind === 'forbidden')
}
