import type { Gid, Status } from '../state.ts'
import { renderForm } from './form.ts'
import { html, type Markup } from './html.ts'
import { readStatuses, toPath } from './read.ts'
import { renderRich } from './rich.ts'
import { showFace, showPill, toMomentWords } from './show.ts'
import { STATUS_WORDS } from './status-words.ts'
import type { View } from './view.ts'

/** The status updates of a project or portfolio, newest first, and a form to post one as a person. */
export function renderUpdates(view: View, parent: Gid): Markup {
  const statuses = readStatuses(view.state, parent)
  return html`${renderPost(view, parent)}
${statuses.length === 0 && html`<p class="empty">Nobody has posted a status update here yet.</p>`}
${statuses.map((status) => renderUpdate(view, status))}`
}

function renderUpdate(view: View, status: Status): Markup {
  const { word, color } = STATUS_WORDS[status.statusType]
  const author = view.state.tables.user.get(status.createdBy ?? '')
  return html`<article class="card update ${color}" data-k="${status.gid}">
<header><h2>${status.title}</h2>${showPill(word, color)}<span class="who">${showFace(view.state, author)}${author?.name ?? 'Somebody'}</span><small>${toMomentWords(status.createdAt)}</small></header>
<div class="rich">${renderRich(status.body.html, (gid) => toPath(view.state, gid))}</div>
</article>`
}

function renderPost(view: View, parent: Gid): Markup {
  const kinds = Object.entries(STATUS_WORDS).map(([type, { word }]) => html`<option value="${type}">${word}</option>`)
  return html`<details><summary>Post a status update as ${view.you.name}</summary>
${renderForm(
  view,
  `/status/${parent}`,
  'post card',
  html`<select name="type" aria-label="Status">${kinds}</select>
<input name="title" placeholder="Title" aria-label="Title" required maxlength="200">
<textarea name="text" placeholder="What should the others know?" aria-label="Text" required></textarea>
<button class="main">Post</button>`,
)}</details>`
}
