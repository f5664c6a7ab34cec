import { aRef, as, aText, need, readInput } from '../input.ts'
import { lookUp, named } from '../path-gid.ts'
import { created, list, nothing, type Route } from '../route.ts'

const NEW = { name: as('name', aText), color: as('color', aText), workspace: as('workspace', aRef('workspace')) }
const TAG = { tag: as('tag', aRef('tag')) }

/** Tags and which tasks carry them. */
export const TAG_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/tags',
    handle: (call) => {
      const { workspace } = call.query
      if (workspace !== undefined) lookUp(call, 'workspace', workspace)
      const tags = [...call.world.state.tables.tag.values()].filter(
        (tag) => workspace === undefined || tag.workspace === workspace,
      )
      return list(call, tags, ({ gid }) => call.view.show('tag', gid))
    },
  },
  {
    method: 'POST',
    path: '/tags',
    handle: (call) => {
      const input = readInput(call, NEW)
      const workspace = need(input.workspace, 'workspace')
      const { gid } = call.world.addTag({ ...input, workspace, name: need(input.name, 'name') })
      return created(call, 'tags', gid, call.view.show('tag', gid))
    },
  },
  {
    method: 'POST',
    path: '/tasks/{task_gid}/addTag',
    handle: (call) => {
      call.world.tagTask(named(call, 'task').gid, need(readInput(call, TAG).tag, 'tag'), call.act)
      return nothing()
    },
  },
  {
    method: 'POST',
    path: '/tasks/{task_gid}/removeTag',
    handle: (call) => {
      call.world.untagTask(named(call, 'task').gid, need(readInput(call, TAG).tag, 'tag'), call.act)
      return nothing()
    },
  },
]
