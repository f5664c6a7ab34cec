import type { Dates, Field, FieldValue, Story, StoryDetail } from '../state.ts'
import { showOptions } from './field.ts'
import { inline, instant, type Shape, type Shown, showAll, type View } from './shape.ts'
import { gidsOf, optionsOf, showDate } from './value.ts'

type Side = 'old' | 'new'
type Detail<K extends StoryDetail['kind']> = Extract<StoryDetail, { kind: K }>
type Read = (story: Story, view: View) => Shown | undefined

export const STORY: Shape<Story> = {
  compact: ['gid', 'resource_type', 'created_at', 'created_by', 'resource_subtype', 'text'],
  optIn: ['html_text'],
  read: {
    gid: (story) => story.gid,
    resource_type: () => 'story',
    created_at: (story) => instant(story.createdAt),
    created_by: (story, view) => view.show('user', story.createdBy) ?? undefined,
    resource_subtype: (story) => story.subtype,
    text: (story) => story.body.text,
    html_text: (story) => (story.type === 'comment' ? story.body.html : undefined),
    type: (story) => story.type,
    is_editable: (story, view) => story.type === 'comment' && story.createdBy === view.user,
    is_edited: (story) => (story.type === 'comment' ? story.isEdited : undefined),
    is_pinned: (story) => (story.type === 'comment' ? story.isPinned : undefined),
    hearted: () => false,
    hearts: () => [],
    liked: () => false,
    likes: () => [],
    num_hearts: () => 0,
    num_likes: () => 0,
    previews: () => [],
    source: (story) => story.source,
    target: (story, view) => view.show('task', story.task),
    assignee: about('assignee', (detail, view) => view.show('user', detail.assignee) ?? undefined),
    custom_field: about('field', (detail, view) => view.show('custom_field', detail.field) ?? undefined),
    project: about('project', (detail, view) => view.show('project', detail.project) ?? undefined),
    tag: about('tag', (detail, view) => view.show('tag', detail.tag) ?? undefined),
    ...bothSides('name', (side) => about('name', (detail) => detail[side])),
    ...bothSides('approval_status', (side) => about('approval', (detail) => detail[side])),
    ...bothSides('dates', (side) => about('dates', (detail) => showDates(detail[side]))),
    ...bothSides('section', (side) =>
      about('section', (detail, view) => view.show('section', detail[side]) ?? undefined),
    ),
    ...bothSides('number_value', (side) => value(side, 'number', (one) => (typeof one === 'number' ? one : null))),
    ...bothSides('text_value', (side) => value(side, 'text', (one) => (typeof one === 'string' ? one : undefined))),
    ...bothSides('enum_value', (side) =>
      value(side, 'enum', (one, field, view) => showOptions(optionsOf(field, one), view)[0]),
    ),
    ...bothSides('multi_enum_values', (side) =>
      value(side, 'multi_enum', (one, field, view) => showOptions(optionsOf(field, one), view)),
    ),
    ...bothSides('people_value', (side) => value(side, 'people', (one, _, view) => showAll(view, 'user', gidsOf(one)))),
    ...bothSides('date_value', (side) => value(side, 'date', (one) => (one === undefined ? undefined : showDate(one)))),
  },
}

function about<K extends StoryDetail['kind']>(
  kind: K,
  show: (detail: Detail<K>, view: View) => Shown | undefined,
): Read {
  return ({ detail }, view) => (detail?.kind === kind ? show(detail as Detail<K>, view) : undefined)
}

function bothSides(name: string, read: (side: Side) => Read): Record<string, Read> {
  return { [`old_${name}`]: read('old'), [`new_${name}`]: read('new') }
}

/** One side of a changed custom field, told only when the field was of this type. */
function value(
  side: Side,
  subtype: Field['subtype'],
  show: (value: FieldValue | undefined, field: Field | undefined, view: View) => Shown | undefined,
): Read {
  return (story, view) => {
    if (story.detail?.kind !== 'field' || story.subtype !== `${subtype}_custom_field_changed`) return undefined
    return show(story.detail[side], view.state.tables.custom_field.get(story.detail.field), view)
  }
}

function showDates({ startOn, dueOn, dueAt }: Dates): Shown {
  return inline({ start_on: startOn ?? null, due_on: dueOn ?? null, due_at: instant(dueAt) })
}
