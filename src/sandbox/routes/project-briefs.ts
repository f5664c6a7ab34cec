import { anHtml, as, aText, readInput } from '../input.ts'
import { named } from '../path-gid.ts'
import { type Call, created, nothing, one, type Route } from '../route.ts'

const INPUT = {
  title: as('title', aText),
  text: as('text', aText),
  html_text: as('text', anHtml),
}

/** The briefs of projects, in paid workspaces. */
export const PROJECT_BRIEF_ROUTES: readonly Route[] = [
  {
    method: 'POST',
    path: '/projects/{project_gid}/project_briefs',
    handle: (call) => {
      const { gid } = call.world.addProjectBrief(named(call, 'project').gid, readInput(call, INPUT))
      return created(call, 'project_briefs', gid, call.view.show('project_brief', gid))
    },
  },
  {
    method: 'GET',
    path: '/project_briefs/{project_brief_gid}',
    handle: (call) => show(call, call.world.findProjectBrief(named(call, 'project_brief').gid)),
  },
  {
    method: 'PUT',
    path: '/project_briefs/{project_brief_gid}',
    handle: (call) => {
      const { gid } = call.world.findProjectBrief(named(call, 'project_brief').gid)
      return show(call, call.world.updateProjectBrief(gid, readInput(call, INPUT)))
    },
  },
  {
    method: 'DELETE',
    path: '/project_briefs/{project_brief_gid}',
    handle: (call) => {
      call.world.deleteProjectBrief(call.world.findProjectBrief(named(call, 'project_brief').gid).gid)
      return nothing()
    },
  },
]

function show(call: Call, { gid }: { gid: string }) {
  return one(call, call.view.show('project_brief', gid))
}
