import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { ExpressAdapter } from '@bull-board/express'
import type { Queue } from 'bullmq'
import { type Express, type RequestHandler, Router } from 'express'
import helmet from 'helmet'
import { sendError } from './errors.ts'

/** Where the board stands. */
export const BOARD_PATH = '/board'

/** GET /board: BullMQ's own board of the queue, for looking only. Jobs carry ids, so it tells no more than that. */
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

// The board's own switch stands in each of its routes; this one stands before all of them.
const readOnly: RequestHandler = (request, response, next) => {
  if (request.method === 'GET' || request.method === 'HEAD') return next()
  sendError(response.set('Allow', 'GET, HEAD'), 405, 'The board is for looking only.')
}

/** The board's page wants fonts from elsewhere and styles of its own making: it gets the styles. */
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
