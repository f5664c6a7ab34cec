import type { Request, Response, Router } from 'express'
import { find } from '../world/find.ts'
import type { World } from '../world.ts'
import { toYou } from './current-user.ts'
import type { Feed } from './feed.ts'
import { renderFrame } from './frame.ts'
import type { Markup } from './html.ts'
import { renderPortfolio } from './portfolio-view.ts'
import { renderProject } from './project-view.ts'
import { renderTask } from './task-view.ts'
import type { View } from './view.ts'

type Thing = (view: View, gid: string, tab: string) => Readonly<{ name: string; main: Markup }>

/** The addresses of portfolios, projects and tasks; the empty address leads to the first of them. */
export function showThings(router: Router, world: World, feed: Feed): void {
  const { state } = world
  router.get('/', (_request, response) => response.redirect(firstPlace(world)))
  for (const [path, thing] of Object.entries(THINGS)) {
    router.get(path, (request: Request, response: Response) => {
      const view = { state, feed, you: toYou(state, request), path: request.originalUrl }
      const { name, main } = thing(view, String(request.params['gid']), String(request.query['tab'] ?? ''))
      response.send(renderFrame(view, name, main))
    })
  }
}

const THINGS: Readonly<Record<string, Thing>> = {
  '/portfolio/:gid': (view, gid, tab) => {
    const portfolio = find(view.state, 'portfolio', gid)
    return { name: portfolio.name, main: renderPortfolio(view, portfolio, tab) }
  },
  '/project/:gid': (view, gid, tab) => {
    const project = find(view.state, 'project', gid)
    return { name: project.name, main: renderProject(view, project, tab) }
  },
  '/task/:gid': (view, gid) => {
    const task = find(view.state, 'task', gid)
    return { name: task.name, main: renderTask(view, task) }
  },
}

function firstPlace({ state }: World): string {
  const [portfolio] = state.tables.portfolio.keys()
  const [project] = state.tables.project.keys()
  return portfolio === undefined ? `/project/${project ?? ''}` : `/portfolio/${portfolio}`
}
