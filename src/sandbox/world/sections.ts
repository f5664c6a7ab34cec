import type { Act, Gid, Section, State } from '../state.ts'
import { announce, scopesOfItem } from './announce.ts'
import { find, refTo, timeOf } from './find.ts'

/** A section at the end of a project. */
export function addSection(state: State, projectGid: Gid, input: { name: string }, act: Act = {}): Section {
  const project = find(state, 'project', projectGid)
  const section = {
    gid: state.nextGid(),
    project: projectGid,
    name: input.name,
    tasks: [],
    createdAt: timeOf(state, act),
  }
  state.tables.section.set(section.gid, section)
  project.sections.push(section.gid)
  announceSection(state, section, act, 'added')
  return section
}

/** Gives a section another name. */
export function renameSection(state: State, gid: Gid, name: string, act: Act = {}): Section {
  const section = find(state, 'section', gid)
  if (section.name === name) return section
  section.name = name
  announceSection(state, section, act, 'changed')
  return section
}

function announceSection(state: State, section: Section, act: Act, action: 'added' | 'changed'): void {
  announce(state, act, {
    action,
    resource: refTo('section', section.gid),
    ...(action === 'added'
      ? { parent: refTo('project', section.project) }
      : { change: { field: 'name', action: 'changed' as const } }),
    scopes: scopesOfItem(state, section.project),
  })
}
