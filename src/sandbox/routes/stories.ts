import { invalid } from '../errors.ts'
import { aFlag, anHtml, as, aText, need, readInput } from '../input.ts'
import { lookUp, named } from '../path-gid.ts'
import { type Answer, type Call, created, list, nothing, one, type Route } from '../route.ts'

const PROPERTIES = { text: as('text', aText), html_text: as('text', anHtml), is_pinned: as('isPinned', aFlag) }

/** The stories of tasks: comments that can be written, and the history that cannot. */
export const STORY_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/tasks/{task_gid}/stories',
    handle: (call) => {
      const stories = call.world.state.children.get(named(call, 'task').gid) ?? []
      return list(call, stories, (gid) => call.view.show('story', gid))
    },
  },
  {
    method: 'POST',
    path: '/tasks/{task_gid}/stories',
    handle: (call) => {
      const { text, isPinned } = readInput(call, PROPERTIES)
      const { gid } = call.world.addComment(named(call, 'task').gid, need(text, 'text'), call.act)
      if (isPinned) call.world.pinStory(gid, true, call.act)
      return created(call, 'stories', gid, call.view.show('story', gid))
    },
  },
  {
    method: 'GET',
    path: '/stories/{story_gid}',
    handle: (call) => one(call, call.view.show('story', named(call, 'story').gid)),
  },
  { method: 'PUT', path: '/stories/{story_gid}', handle: editStory },
  {
    method: 'DELETE',
    path: '/stories/{story_gid}',
    handle: (call) => {
      call.world.deleteStory(named(call, 'story').gid, call.act)
      return nothing()
    },
  },
]

function editStory(call: Call): Answer {
  const { gid } = named(call, 'story')
  const { text, isPinned } = readInput(call, PROPERTIES)
  if (text === undefined && isPinned === undefined) throw invalid('text: Missing input')
  if (text !== undefined) call.world.editComment(gid, text, call.act)
  if (isPinned !== undefined) call.world.pinStory(gid, isPinned, call.act)
  return one(call, call.view.show('story', lookUp(call, 'story', gid).gid))
}
