import type { Feeds } from '../events.ts'
import { need } from '../input.ts'
import type { Answer, Call, Route } from '../route.ts'
import { parseFields, select } from '../select.ts'
import { EVENT } from '../shapes/event.ts'
import { thing } from '../shapes/shape.ts'

/** What has changed since a token. */
export function createEventRoutes(feeds: Feeds): readonly Route[] {
  return [{ method: 'GET', path: '/events', handle: (call) => readEvents(call, feeds) }]
}

function readEvents(call: Call, feeds: Feeds): Answer {
  const { changes, sync, hasMore } = feeds.read(need(call.query['resource'], 'resource'), call.query['sync'])
  const wanted = parseFields(call.query['opt_fields'])
  const data = changes.map((change) => select(thing(EVENT, change, call.view), wanted, 'compact'))
  return { status: 200, body: { data, sync, has_more: hasMore } }
}
