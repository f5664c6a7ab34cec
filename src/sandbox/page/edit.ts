import type { Request, Response, Router } from 'express'
import type { Act } from '../state.ts'
import type { World } from '../world.ts'
import { toYou, YOU_COOKIE } from './current-user.ts'
import { Form, toName, toStatus, toTaskPatch, toValues } from './forms.ts'
import { readPeople } from './read.ts'

type Action = (form: Form, gid: string, act: Act) => void

/** Takes the forms of the page: each does what a person would do in Asana, as that person, and leads back. */
export function takeForms(router: Router, world: World): void {
  router.post('/you', (request, response) => choosePerson(world, request, response))
  for (const [path, action] of Object.entries(toActions(world))) {
    router.post(path, (request: Request, response: Response) => {
      const form = Form.parse(request.body ?? {})
      action(form, String(request.params['gid']), { by: toYou(world.state, request).gid })
      response.redirect(303, toLocalPath(form['back']))
    })
  }
}

function toActions(world: World): Readonly<Record<string, Action>> {
  return {
    '/task/:gid': (form, gid, act) => world.updateTask(gid, toTaskPatch(world, form), act),
    '/task/:gid/comment': (form, gid, act) => world.addComment(gid, toName(form['text']), act),
    '/section/:gid': (form, gid, act) => world.addTask({ name: toName(form['name']), sections: [gid] }, act),
    '/project/:gid': (form, gid, act) => world.setValues(gid, toValues(world, form), act),
    '/status/:gid': (form, gid, act) => {
      const { type, title, text } = toStatus(form)
      world.addStatus(gid, { statusType: type, title, text }, act)
    },
  }
}

function choosePerson(world: World, request: Request, response: Response): void {
  const form = Form.parse(request.body ?? {})
  const chosen = readPeople(world.state).find((person) => person.gid === form['person'])
  if (chosen) response.cookie(YOU_COOKIE, chosen.gid, { httpOnly: true, sameSite: 'strict' })
  response.redirect(303, toLocalPath(form['back']))
}

/** Only a path of this page: two slashes would lead to another host. */
export function toLocalPath(path: string | undefined): string {
  return path !== undefined && /^\/(?![/\\])/.test(path) ? path : '/'
}
