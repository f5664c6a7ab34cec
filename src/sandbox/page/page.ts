import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import type { World } from '../world.ts'
import { takeForms } from './edit.ts'
import { createFeed, type Entry, type Feed } from './feed.ts'
import { guard } from './local-only.ts'
import { sayRefusal } from './refusal.ts'
import { showThings } from './routes.ts'
import { SCRIPT } from './script.ts'
import { createEventStream } from './server-sent-events.ts'
import { LOOK } from './style.ts'

/** A page that stands; closing it hangs up on everybody who looks at it. */
export type Page = Readonly<{ feed: Feed; close(): void }>

/** Puts the page where a person plays the team onto the sandbox's own address. `onEntry` hears what happens, in words. */
export function mountPage(app: Express, world: World, onEntry: (entry: Entry) => void = () => {}): Page {
  const live = createEventStream()
  const feed = createFeed(world.state, (entry) => {
    live.notifyClients()
    if (entry) onEntry(entry)
  })
  const router = express.Router()
  router.use(guard, secure, express.urlencoded({ extended: false, limit: '64kb' }))
  router.get('/look.css', (_request, response) => void response.type('css').send(LOOK))
  router.get('/live.js', (_request, response) => void response.type('js').send(SCRIPT))
  router.get('/live', live.connect)
  showThings(router, world, feed)
  takeForms(router, world)
  router.use(sayRefusal(world, feed))
  app.use(router)
  return {
    feed,
    close() {
      feed.close()
      live.close()
    },
  }
}

const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

function secure(_request: Request, response: Response, next: NextFunction): void {
  response.set({
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cache-control': 'no-store',
  })
  next()
}
