import type { FieldKey, Fields, FieldValue } from '../../domain/model.ts'
import type { DesiredValues, Write } from '../../domain/plan/write.ts'
import type { Applied } from '../apply/apply-plan.ts'
import type { FetchedProject, StoredProject, StorePort } from '../ports/index.ts'
import { lacksBrief } from './read-brief.ts'

/** The stored copy of a project without its tasks, as one sync uses it. */
export type ProjectCache = Readonly<{
  /** Undefined when the project has changed since it was read. */
  value: FetchedProject | undefined
  /** Before the first write that changes the project: a sync that dies afterwards leaves no outdated copy. */
  invalidate(): Promise<void>
  /**
   * Stores what the project is now; undefined when only Asana can tell. A value that is still good is left alone. When
   * another process invalidated the copy meanwhile, this one may be outdated, and so may any copy it has stored.
   */
  commit(value: FetchedProject | undefined): Promise<void>
}>

/** Opens the copy that `stored` holds. Each invalidation counts up the project's version; a copy counts at its own only. */
export function openProjectCache(
  store: Pick<StorePort, 'readVersion' | 'cacheProject' | 'invalidateProject'>,
  projectGid: string,
  { cachedProject, version }: StoredProject,
): ProjectCache {
  let own = version
  // The copy of a listing lacks the brief, which the sync adds.
  let isValid = cachedProject !== undefined && !lacksBrief(cachedProject)
  let isDisturbed = false
  return {
    value: cachedProject,
    async invalidate() {
      const next = await store.invalidateProject(projectGid)
      isDisturbed ||= next !== own + 1
      isValid = false
      own = next
    },
    async commit(value) {
      if (isValid) return
      const isCurrent = !isDisturbed && (await store.readVersion(projectGid)) === own
      if (value && isCurrent) await store.cacheProject(projectGid, value, own)
      else await store.invalidateProject(projectGid)
    },
  }
}

/** Whether a write changes the project itself, not only its tasks. */
export function changesProject({ kind }: Write): boolean {
  return kind === 'project-fields' || kind === 'attach-fields' || kind === 'status'
}

/**
 * The project after the service has written, so that its own writes need no further read request. Undefined when only
 * Asana can tell: an option was created on the way, or a write was rejected.
 */
export function applyToCachedProject(
  fetched: FetchedProject,
  { written, attachedFields, needsReread, state: { status } }: Applied,
  projectFields: Fields,
): FetchedProject | undefined {
  let values: Record<string, FieldValue> | undefined = { ...fetched.project.values }
  for (const write of written) {
    if (write.kind === 'project-fields') values = values && withValues(values, write.values, projectFields)
  }
  if (!values || needsReread) return undefined
  const had = new Set(fetched.taskFields.map(({ gid }) => gid))
  return {
    ...fetched,
    project: { ...fetched.project, values },
    taskFields: [...fetched.taskFields, ...attachedFields.filter(({ gid }) => !had.has(gid))],
    ...(status ? { statusGid: status.gid } : {}),
  }
}

function withValues(
  before: Readonly<Record<string, FieldValue>>,
  desired: DesiredValues,
  fields: Fields,
): Record<string, FieldValue> | undefined {
  const values = { ...before }
  for (const [key, value] of Object.entries(desired) as [FieldKey, DesiredValues[FieldKey]][]) {
    const field = fields[key]
    if (!field || value === undefined) continue
    if (value === null) delete values[field.gid]
    else if (typeof value === 'number') values[field.gid] = value
    else {
      const option = field.options[value]
      if (!option) return undefined
      values[field.gid] = { option }
    }
  }
  return values
}
