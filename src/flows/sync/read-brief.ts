import { type AsanaPort, type FetchedProject, PortError, type PortErrorKind } from '../ports/index.ts'

/** What keeps a brief unread without keeping the sync from going on: no such plan, no right to it, deleted meanwhile. */
const WITHOUT_BRIEF: readonly PortErrorKind[] = ['payment-required', 'forbidden', 'not-found']

/** Whether the project has a brief whose text is still to be read. */
export function lacksBrief({ briefGid, project }: FetchedProject): boolean {
  return briefGid !== undefined && project.brief === undefined
}

/**
 * The project, its copy where that is still good, with the text of its brief, if it has one. The text is empty where Asana
 * does not show the brief.
 */
export async function readProjectWithBrief(
  asana: Pick<AsanaPort, 'readProject' | 'readProjectBrief'>,
  projectGid: string,
  copy: FetchedProject | undefined,
): Promise<FetchedProject> {
  const fetched = copy ?? (await asana.readProject(projectGid))
  if (!fetched.briefGid || !lacksBrief(fetched)) return fetched
  try {
    const brief = await asana.readProjectBrief(fetched.briefGid)
    return { ...fetched, project: { ...fetched.project, brief } }
  } catch (error) {
    if (!(error instanceof PortError) || !WITHOUT_BRIEF.includes(error.kind)) throw error
    return { ...fetched, project: { ...fetched.project, brief: '' } }
  }
}
