import { invalid } from '../errors.ts'
import { parseRich, type RichInput } from '../rich-text.ts'
import type { Gid, ProjectBrief, State } from '../state.ts'
import { find } from './find.ts'
import { needPaid } from './plan.ts'

/** What a brief may hold; absent leaves it as it is. */
export type ProjectBriefInput = { title?: string; text?: RichInput }

/** Gives a project its brief; it has one at most. Neither this nor a later change is an event. */
export function addProjectBrief(
  state: State,
  projectGid: Gid,
  { title = '', text = '' }: ProjectBriefInput,
): ProjectBrief {
  const project = find(state, 'project', projectGid)
  needPaid(state, project.workspace, 'Project Briefs')
  if (briefOf(state, project.gid)) throw invalid('project: Project already has a project brief')
  const brief = { gid: state.nextGid(), project: project.gid, title, body: parseBody(state, text) }
  state.tables.project_brief.set(brief.gid, brief)
  return brief
}

/** Changes title and text of a brief. */
export function updateProjectBrief(state: State, gid: Gid, { title, text }: ProjectBriefInput): ProjectBrief {
  const brief = findProjectBrief(state, gid)
  if (title !== undefined) brief.title = title
  if (text !== undefined) brief.body = parseBody(state, text)
  return brief
}

/** Takes a project's brief away. */
export function deleteProjectBrief(state: State, gid: Gid): void {
  state.tables.project_brief.delete(find(state, 'project_brief', gid).gid)
}

/** A brief; 402 in a free workspace. */
export function findProjectBrief(state: State, gid: Gid): ProjectBrief {
  const brief = find(state, 'project_brief', gid)
  needPaid(state, find(state, 'project', brief.project).workspace, 'Project Briefs')
  return brief
}

/** The brief of a project. */
export function briefOf(state: State, projectGid: Gid): ProjectBrief | undefined {
  return [...state.tables.project_brief.values()].find(({ project }) => project === projectGid)
}

function parseBody(state: State, text: RichInput) {
  return parseRich(state, text, 'brief', typeof text === 'string' ? 'text' : 'html_text')
}
