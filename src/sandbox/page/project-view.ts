import type { Project } from '../state.ts'
import { CURRENT, html, type Markup } from './html.ts'
import { renderList } from './list-view.ts'
import { readProjectFields, readStatuses, toPath } from './read.ts'
import { renderRich } from './rich.ts'
import { showPill, showValue, toDayWords } from './show.ts'
import { STATUS_WORDS } from './status-words.ts'
import { renderUpdates } from './updates-view.ts'
import type { View } from './view.ts'

const TABS = { list: 'List', about: 'Overview', updates: 'Status updates' } as const

/** A project: its task list, its description, or its status updates, under the figures its portfolios gave it. */
export function renderProject(view: View, project: Project, tab: string): Markup {
  const shown = tab in TABS ? tab : 'list'
  const links = Object.entries(TABS).map(
    ([key, word]) => html`<a href="/project/${project.gid}?tab=${key}"${key === shown && CURRENT}>${word}</a>`,
  )
  return html`${renderHead(view, project)}
<div class="tabs">${links}</div>
${shown === 'list' && renderList(view, project)}
${shown === 'about' && renderAbout(view, project)}
${shown === 'updates' && renderUpdates(view, project.gid)}`
}

function renderHead(view: View, project: Project): Markup {
  const owner = view.state.tables.user.get(project.owner ?? '')?.name ?? 'Nobody'
  const [newest] = readStatuses(view.state, project.gid)
  const status = newest && STATUS_WORDS[newest.statusType]
  const dates = [project.startOn, project.dueOn].map((day) => (day ? toDayWords(day) : '…')).join(' – ')
  const figures = readProjectFields(view.state, project).filter((field) => project.values.has(field.gid))
  return html`<div class="head"><h1>${project.name}</h1>${status && showPill(status.word, status.color)}<small>${owner} · ${project.startOn || project.dueOn ? dates : 'no dates'}</small></div>
${
  figures.length > 0 &&
  html`<dl class="figures">${figures.map(
    (field) =>
      html`<div data-k="${project.gid}:${field.gid}"><dt>${field.name}</dt><dd>${showValue(view.state, field, project.values.get(field.gid))}</dd></div>`,
  )}</dl>`
}`
}

function renderAbout(view: View, project: Project): Markup {
  if (project.notes.text === '') return html`<p class="empty">This project has no description.</p>`
  return html`<div class="rich">${renderRich(project.notes.html, (gid) => toPath(view.state, gid))}</div>`
}
