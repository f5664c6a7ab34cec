import type { Field, Portfolio, Project } from '../state.ts'
import { renderForm } from './form.ts'
import { CURRENT, html, type Markup } from './html.ts'
import { isProgram, readFields, readItems, readStatuses } from './read.ts'
import { showFace, showPill, showValue, toMomentWords } from './show.ts'
import { STATUS_WORDS } from './status-words.ts'
import { renderUpdates } from './updates-view.ts'
import type { View } from './view.ts'

/** A portfolio: its projects as rows with their fields and newest status, or its own status updates. */
export function renderPortfolio(view: View, portfolio: Portfolio, tab: string): Markup {
  const isUpdates = tab === 'updates'
  const path = `/portfolio/${portfolio.gid}`
  return html`
<div class="head"><h1>${portfolio.name}</h1><small>${portfolio.items.length} projects</small></div>
<div class="tabs"><a href="${path}"${!isUpdates && CURRENT}>Projects</a><a href="${path}?tab=updates"${isUpdates && CURRENT}>Status updates</a></div>
${isUpdates ? renderUpdates(view, portfolio.gid) : renderItems(view, portfolio)}`
}

function renderItems(view: View, portfolio: Portfolio): Markup {
  const fields = readFields(view.state, portfolio)
  return html`<div class="card scroll"><table>
<thead><tr><th>Project</th><th>Latest status</th>${fields.map(renderHeading)}</tr></thead>
<tbody>${readItems(view.state, portfolio).map((project) => renderItem(view, project, fields))}</tbody>
</table></div>`
}

function renderHeading(field: Field): Markup {
  return html`<th class="${field.subtype}">${field.name}</th>`
}

function renderItem(view: View, project: Project, fields: readonly Field[]): Markup {
  const owner = view.state.tables.user.get(project.owner ?? '')
  return html`<tr>
<td><span class="task"><span title="${owner?.name ?? 'Nobody'}">${showFace(view.state, owner)}</span><a href="/project/${project.gid}">${project.name}</a></span></td>
<td data-k="${project.gid}:status">${renderLatest(view, project)}</td>
${fields.map((field) => renderProjectValue(view, project, field))}
</tr>`
}

/** People change their own project fields in place; what the service made is only shown. */
function renderProjectValue(view: View, project: Project, field: Field): Markup {
  const value = project.values.get(field.gid)
  const isPlain = field.subtype === 'number' && field.format !== 'percentage' && !isProgram(view.state, field.createdBy)
  const shown = isPlain
    ? renderForm(
        view,
        `/project/${project.gid}`,
        'cell',
        html`<input id="p${project.gid}-${field.gid}" name="field.${field.gid}" inputmode="decimal" autocomplete="off" aria-label="${field.name} of ${project.name}" value="${typeof value === 'number' ? value : ''}"><button>Save</button>`,
      )
    : showValue(view.state, field, value)
  return html`<td class="${field.subtype}" data-k="${project.gid}:${field.gid}">${shown}</td>`
}

function renderLatest(view: View, project: Project): Markup {
  const [newest] = readStatuses(view.state, project.gid)
  if (newest === undefined) return html`<span class="soft">No update yet</span>`
  const { word, color } = STATUS_WORDS[newest.statusType]
  const author = view.state.tables.user.get(newest.createdBy ?? '')?.name ?? 'Somebody'
  return html`<a href="/project/${project.gid}?tab=updates" title="${newest.title} (${author}, ${toMomentWords(newest.createdAt)})">${showPill(word, color)}</a>`
}
