import type { ErrorRequestHandler, Request } from 'express'
import { Refusal } from '../errors.ts'
import type { World } from '../world.ts'
import { toYou } from './current-user.ts'
import { toLocalPath } from './edit.ts'
import type { Feed } from './feed.ts'
import { renderFrame } from './frame.ts'
import { html } from './html.ts'

const TITLE = 'That did not work'

/** What Asana would refuse is said on a page of its own, with a way back. */
export function sayRefusal(world: World, feed: Feed): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (!(error instanceof Refusal)) {
      next(error)
      return
    }
    const path = toWayBack(request)
    const view = { state: world.state, feed, you: toYou(world.state, request), path }
    const main = html`<div class="head"><h1>${TITLE}</h1></div><p class="block">${error.message}</p><p><a href="${path}">← Back</a></p>`
    response.status(error.status).send(renderFrame(view, TITLE, main))
  }
}

function toWayBack(request: Request): string {
  return toLocalPath(request.method === 'POST' ? String(request.body?.back ?? '/') : '/')
}
