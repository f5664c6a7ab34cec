import type { State, Story, StoryDetail } from '../state.ts'
import { toDayWords, toWords } from './show.ts'

/** What a system story tells, in plain words that follow a person's name. */
export function describeStory(state: State, story: Story): string {
  if (story.detail !== undefined) return tellDetail(state, story.detail, story.subtype)
  return PLAIN_ACTIONS[story.subtype] ?? 'changed this task'
}

const PLAIN_ACTIONS: Readonly<Record<string, string>> = {
  marked_complete: 'completed this task',
  marked_incomplete: 'opened this task again',
  notes_changed: 'changed the description',
}

function tellDetail(state: State, detail: StoryDetail, subtype: string): string {
  switch (detail.kind) {
    case 'field':
      return tellField(state, detail)
    case 'name':
      return `changed the name from "${detail.old}" to "${detail.new}"`
    case 'dates':
      return detail.new.dueOn === undefined
        ? 'took the due date away'
        : `set the due date to ${toDayWords(detail.new.dueOn)}`
    case 'assignee':
      return detail.assignee === undefined
        ? 'took the task from its owner'
        : `gave the task to ${nameOf(state, detail.assignee)}`
    case 'section':
      return `moved the task to ${state.tables.section.get(detail.new)?.name ?? 'another section'}`
    case 'approval':
      return `decided: ${detail.new.replace('_', ' ')}`
    case 'project':
      return `${subtype === 'added_to_project' ? 'added it to' : 'took it out of'} ${state.tables.project.get(detail.project)?.name ?? 'a project'}`
    case 'tag':
      return `${subtype === 'added_to_tag' ? 'added' : 'removed'} the tag ${state.tables.tag.get(detail.tag)?.name ?? ''}`
    default:
      return detail satisfies never
  }
}

function tellField(state: State, detail: Extract<StoryDetail, { kind: 'field' }>): string {
  const field = state.tables.custom_field.get(detail.field)
  if (field === undefined) return 'changed a field that is gone'
  const [before, after] = [detail.old, detail.new].map((value) => toWords(state, field, value))
  if (!after) return `emptied ${field.name}`
  return before ? `changed ${field.name} from ${before} to ${after}` : `set ${field.name} to ${after}`
}

function nameOf(state: State, user: string): string {
  return state.tables.user.get(user)?.name ?? 'somebody'
}
