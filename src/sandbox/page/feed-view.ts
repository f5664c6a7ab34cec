import type { State } from '../state.ts'
import type { Entry, Feed } from './feed.ts'
import { html, type Markup } from './html.ts'
import { toPath } from './read.ts'

const SHOWN_GROUPS = 25
const OPEN_ENTRIES = 5
const ONE_GO_MS = 10_000

/** The feed at the side: who did what, newest first, what was done in one go under one name. */
export function renderFeed(state: State, feed: Feed): Markup {
  const groups = toGroups(feed.entries).slice(0, SHOWN_GROUPS)
  return html`<h3>What happens</h3>
${groups.length === 0 && html`<p class="empty">Change an Actual and watch.</p>`}
${groups.map((group) => renderGroup(state, group))}`
}

/** The deeds of an entry as one phrase: "set A to 1, B to 2 on". */
export function joinActions(actions: readonly string[]): string {
  const words = actions.map((action, i) => {
    const operation = REPEATED.find((start) => action.startsWith(start) && actions[i - 1]?.startsWith(start)) ?? ''
    const isLast = i === actions.length - 1
    return action.slice(operation.length).replace(isLast ? '' : / (on|to|of)$/, '')
  })
  return words.join(', ')
}

/** What need not be said again. */
const REPEATED = ['set ', 'added the field ']

function toGroups(entries: readonly Entry[]): Entry[][] {
  const groups: Entry[][] = []
  for (const entry of entries) {
    const last = groups.at(-1)?.at(-1)
    if (last?.who === entry.who && +last.at - +entry.at < ONE_GO_MS) groups.at(-1)?.push(entry)
    else groups.push([entry])
  }
  return groups
}

function renderGroup(state: State, group: readonly Entry[]): Markup | undefined {
  const [newest] = group
  if (newest === undefined) return undefined
  const lines = group.map((entry) => renderEntry(state, entry))
  const hidden = lines.slice(OPEN_ENTRIES)
  return html`<section class="${newest.isService && 'service'}"><b>${newest.who}</b> <small>${newest.at.toLocaleTimeString('en-GB')}</small>
<ul>${lines.slice(0, OPEN_ENTRIES)}</ul>
${hidden.length > 0 && html`<details><summary>and ${hidden.length} more</summary><ul>${hidden}</ul></details>`}
</section>`
}

function renderEntry(state: State, entry: Entry): Markup {
  const path = toPath(state, entry.about)
  const name = path ? html`<a href="${path}">${entry.name}</a>` : html`${entry.name}`
  return html`<li data-k="e${+entry.at}${entry.about}">${joinActions(entry.actions)} ${name}</li>`
}
