import type { Component, Project, Source, Statement, Task, V2momRecord } from '../model.ts'

/** A project's own record: it holds the V2MOM and so has no place in it. */
export function toProjectRecord(project: Project): V2momRecord {
  return {
    gid: project.gid,
    kind: 'project',
    name: project.name,
    ...(project.description.trim() !== '' && { text: project.description }),
    completed: project.completed,
    ...(project.owner && { owner: project.owner }),
    ...(project.dueOn && { dueOn: project.dueOn }),
    ...(project.permalinkUrl && { permalinkUrl: project.permalinkUrl }),
  }
}

/** A task's record, with its component and what decided it. */
export function toTaskRecord(task: Task, component: Component, source: Source): V2momRecord {
  return {
    gid: task.gid,
    kind: 'task',
    component,
    source,
    name: task.name,
    completed: task.completed,
    ...(task.assignee && { owner: task.assignee }),
    ...(task.dueOn && { dueOn: task.dueOn }),
    ...(task.permalinkUrl && { permalinkUrl: task.permalinkUrl }),
  }
}

/** The records of a project's statements, numbered from 1 within each component. */
export function toStatementRecords(project: Project, statements: readonly Statement[]): V2momRecord[] {
  const counts = new Map<Component, number>()
  return statements.map(({ component, text }) => {
    const number = (counts.get(component) ?? 0) + 1
    counts.set(component, number)
    return {
      gid: `${project.gid}-${component}-${number}`,
      kind: 'statement',
      component,
      source: 'description',
      name: toName(text),
      text,
      ...(project.permalinkUrl && { permalinkUrl: project.permalinkUrl }),
    }
  })
}

const LONGEST_NAME = 80

/** The first line, shortened. Counted in whole characters, so that no emoji is cut in two. */
function toName(text: string): string {
  const [line = ''] = text.split('\n', 1)
  const characters = Array.from(line)
  if (characters.length <= LONGEST_NAME) return line
  return `${characters
    .slice(0, LONGEST_NAME - 1)
    .join('')
    .trimEnd()}…`
}
