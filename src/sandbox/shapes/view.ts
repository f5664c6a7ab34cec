import type { Gid, ResourceType, State, Tables } from '../state.ts'
import { FIELD } from './field.ts'
import { USER, WORKSPACE } from './people.ts'
import { PORTFOLIO, STATUS } from './portfolio.ts'
import { PROJECT, PROJECT_BRIEF, SECTION, TAG } from './project.ts'
import { type Shape, type Thing, thing, type View } from './shape.ts'
import { STORY } from './story.ts'
import { TASK } from './task.ts'
import { WEBHOOK } from './webhook.ts'

const SHAPES: { readonly [T in ResourceType]: Shape<Tables[T]> } = {
  user: USER,
  workspace: WORKSPACE,
  project: PROJECT,
  project_brief: PROJECT_BRIEF,
  section: SECTION,
  task: TASK,
  custom_field: FIELD,
  story: STORY,
  tag: TAG,
  portfolio: PORTFOLIO,
  status_update: STATUS,
  webhook: WEBHOOK,
}

/** The state as this user sees it. */
export function createView(state: State, user: Gid | undefined): View {
  const view: View = { state, user, show: (type, gid) => (gid === undefined ? null : show(view, type, gid)) }
  return view
}

function show<T extends ResourceType>(view: View, type: T, gid: Gid): Thing | null {
  const table: Map<Gid, Tables[T]> = view.state.tables[type]
  const entity = table.get(gid)
  return entity === undefined ? null : thing(SHAPES[type] as Shape<Tables[T]>, entity, view)
}
