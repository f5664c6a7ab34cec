import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { ExpressAdapter } from '@bull-board/express'
import type { Queue } from 'bullmq'
import { type Express, type RequestHandler, Router } from 'express'
import helmet from 'helmet'
import { sendError } from './errors.ts'

/** Path of the board. */
export const BOARD_PATH = '/board'

/** GET /board: BullMQ's board of the queue, read-only. Jobs carry gids, so it shows no names or texts. */
export function createBoardRouter(queue: Queue): Router {
  const adapter = new ExpressAdapter().setBasePath(BOARD_PATH)
  createBullBoard({
    queues: [new BullMQAdapter(queue, { readOnlyMode: true, allowRetries: false })],
    serverAdapter: adapter,
    options: { uiConfig: { boardTitle: 'asana-v2mom', hideRedisDetails: true } },
  })
  const board: Express = adapter.getRouter()
  board.disable('x-powered-by')
  return Router().use(readOnly, helmet.contentSecurityPolicy(BOARD_POLICY), board)
}

// The board checks readOnlyMode in each of its routes; this check covers all of them.
const readOnly: RequestHandler = (request, response, next) => {
  if (request.method === 'GET' || request.method === 'HEAD') return next()
  sendError(response.set('Allow', 'GET, HEAD'), 405, 'The board is for looking only.')
}

/** The board's page asks for inline styles, which it gets, and for fonts of another host, which it does not. */
const BOARD_POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    baseUri: ["'self'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
}
