import { forbidden, invalid } from '../errors.ts'
import { mentionsIn, parseRich, type RichInput } from '../rich-text.ts'
import type { Act, Gid, State, Story, StoryDetail } from '../state.ts'
import { announce, scopesOfTask } from './announce.ts'
import { adopt, drop, find, refTo, timeOf } from './find.ts'
import { follow } from './followers.ts'

/** A system story: what was changed, told in Asana's (unstable) words and in fields. */
export function tell(state: State, task: Gid, subtype: string, text: string, act: Act, detail?: StoryDetail): Story {
  const teller = act.by === undefined ? 'Asana' : (state.tables.user.get(act.by)?.name ?? 'Somebody')
  return addStory(
    state,
    { task, type: 'system', subtype, body: parseRich(state, `${teller} ${text}`, 'comment'), detail },
    act,
  )
}

/** A comment; whom it mentions follows the task from then on. */
export function addComment(state: State, taskGid: Gid, text: RichInput, act: Act = {}): Story {
  find(state, 'task', taskGid)
  const body = parseRich(state, text, 'comment', typeof text === 'string' ? 'text' : 'html_text')
  if (body.text === '') throw invalid('text: Missing input')
  const story = addStory(
    state,
    { task: taskGid, type: 'comment', subtype: 'comment_added', body, detail: undefined },
    act,
  )
  for (const user of mentionsIn(state, body)) follow(state, taskGid, user, act)
  return story
}

/** Only its author can edit a comment, and only comments have words of their own. */
export function editComment(state: State, gid: Gid, text: RichInput, act: Act = {}): Story {
  const story = find(state, 'story', gid)
  if (story.type !== 'comment') throw invalid('text: Cannot write this property')
  needAuthor(story, act)
  const body = parseRich(state, text, 'comment', typeof text === 'string' ? 'text' : 'html_text')
  if (body.html === story.body.html) return story
  story.body = body
  story.isEdited = true
  touch(state, story.task, act)
  announceStory(state, story, act, 'changed')
  for (const user of mentionsIn(state, body)) follow(state, story.task, user, act)
  return story
}

/** Pins a comment to the top of its task, or takes the pin away. */
export function pinStory(state: State, gid: Gid, isPinned: boolean, act: Act = {}): Story {
  const story = find(state, 'story', gid)
  if (story.type !== 'comment') throw invalid('is_pinned: Cannot write this property')
  if (story.isPinned === isPinned) return story
  story.isPinned = isPinned
  announceStory(state, story, act, 'changed')
  return story
}

/** Only its author can delete a comment; system stories stay. */
export function deleteStory(state: State, gid: Gid, act: Act = {}): void {
  const story = find(state, 'story', gid)
  needAuthor(story, act)
  if (story.type !== 'comment') throw forbidden('You do not have permission to delete this story.')
  announceStory(state, story, act, 'removed')
  state.tables.story.delete(gid)
  drop(state.children.get(story.task) ?? [], gid)
  touch(state, story.task, act)
}

function addStory(state: State, story: Pick<Story, 'task' | 'type' | 'subtype' | 'body' | 'detail'>, act: Act): Story {
  const made: Story = {
    gid: state.nextGid(),
    ...story,
    isEdited: false,
    isPinned: false,
    source: act.source ?? 'web',
    createdAt: timeOf(state, act),
    createdBy: act.by,
  }
  state.tables.story.set(made.gid, made)
  adopt(state, made.task, made.gid)
  touch(state, made.task, act)
  announceStory(state, made, act, 'added')
  return made
}

function needAuthor(story: Story, act: Act): void {
  if (story.createdBy !== act.by) throw forbidden('You do not have permission to change this story.')
}

function touch(state: State, taskGid: Gid, act: Act): void {
  find(state, 'task', taskGid).modifiedAt = timeOf(state, act)
}

function announceStory(state: State, story: Story, act: Act, action: 'added' | 'changed' | 'removed'): void {
  announce(state, act, {
    action,
    resource: refTo('story', story.gid, story.subtype),
    ...(action === 'changed'
      ? { change: { field: 'text', action: 'changed' as const } }
      : { parent: refTo('task', story.task, state.tables.task.get(story.task)?.subtype) }),
    scopes: scopesOfTask(state, story.task),
  })
}
