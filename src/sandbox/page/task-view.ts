import type { Field, Task } from '../state.ts'
import { renderTalk } from './comments-view.ts'
import { renderForm, renderPeople } from './form.ts'
import { html, type Markup, SELECTED } from './html.ts'
import { readFields, readHome, readTasks, toPath } from './read.ts'
import { renderRich } from './rich.ts'
import { showPill, showValue } from './show.ts'
import { renderCheck, toKindWords } from './task-parts.ts'
import type { View } from './view.ts'

/** A task: its name and notes, what was said and done, and all its fields to be changed. */
export function renderTask(view: View, task: Task): Markup {
  const home = readHome(view.state, task)
  const kind = toKindWords(task)
  return html`<p class="head"><a class="soft" href="${home && `/project/${home.gid}`}">← ${home?.name ?? 'Back'}</a></p>
<div class="two">
<div>
<div class="head task">${renderCheck(view, task)}${renderName(view, task)}${kind && showPill(kind, KIND_COLORS[kind])}</div>
${renderNotes(view, task)}
${renderSubtasks(view, task)}
${renderTalk(view, task)}
</div>
<div class="card facts">${renderFacts(view, task)}</div>
</div>`
}

const KIND_COLORS: Readonly<Record<string, string>> = {
  Approved: 'green',
  Rejected: 'red',
  'Changes requested': 'yellow',
}

function renderName(view: View, task: Task): Markup {
  const input = html`<input name="name" id="name" value="${task.name}" aria-label="Name" required maxlength="400" autocomplete="off"><button class="noscript">Rename</button>`
  return renderForm(view, `/task/${task.gid}`, 'title', input)
}

function renderNotes(view: View, task: Task): Markup | undefined {
  if (task.notes.text === '') return undefined
  return html`<div class="block rich" data-k="${task.gid}:notes">${renderRich(task.notes.html, (gid) => toPath(view.state, gid))}</div>`
}

function renderSubtasks(view: View, task: Task): Markup | undefined {
  if (task.subtasks.length === 0) return undefined
  const rows = readTasks(view.state, task.subtasks).map((subtask) =>
    subtask.isSeparator
      ? html`<tr class="section"><td>${subtask.name}</td></tr>`
      : html`<tr class="${subtask.completed && 'done'}"><td><span class="task">${renderCheck(view, subtask)}<a href="/task/${subtask.gid}">${subtask.name}</a></span></td></tr>`,
  )
  return html`<div class="card scroll"><table><tbody>${rows}</tbody></table></div>`
}

function renderFacts(view: View, task: Task): Markup {
  const home = readHome(view.state, task)
  const section = view.state.tables.section.get(task.sections[0] ?? '')
  const tags = task.tags.map((gid) => showPill(view.state.tables.tag.get(gid)?.name ?? '', undefined))
  return html`
${renderRow(view, task, 'Assignee', html`<select name="assignee" id="assignee">${renderPeople(view, task.assignee, 'Nobody')}</select>`)}
${renderRow(view, task, 'Due date', html`<input type="date" name="due" id="due" value="${task.dueOn}">`)}
${section && html`<div class="row"><span>Section</span><span>${section.name}</span></div>`}
${tags.length > 0 && html`<div class="row"><span>Tags</span><span>${tags}</span></div>`}
${task.sections.length > 0 && home && html`<hr>${readFields(view.state, home).map((field) => renderField(view, task, field))}`}`
}

function renderField(view: View, task: Task, field: Field): Markup {
  const value = task.values.get(field.gid)
  const name = `field.${field.gid}`
  if (field.subtype === 'enum') {
    const options = field.options.map(
      (option) => html`<option value="${option.gid}"${option.gid === value && SELECTED}>${option.name}</option>`,
    )
    return renderRow(
      view,
      task,
      field.name,
      html`<select name="${name}" id="${name}"><option value="">–</option>${options}</select>`,
    )
  }
  if (field.subtype !== 'number' && field.subtype !== 'text') {
    return html`<div class="row"><span>${field.name}</span><span>${showValue(view.state, field, value)}</span></div>`
  }
  return renderRow(
    view,
    task,
    field.name,
    html`<input name="${name}" id="${name}" value="${toTyped(field, value)}" inputmode="${field.subtype === 'number' && 'decimal'}" autocomplete="off">`,
  )
}

/** A value as a person types it: percentages as percent. */
function toTyped(field: Field, value: unknown): string {
  if (typeof value === 'number' && field.format === 'percentage') return `${Number((value * 100).toFixed(6))}%`
  return typeof value === 'object' ? '' : String(value ?? '')
}

function renderRow(view: View, task: Task, label: string, input: Markup): Markup {
  const id = /id="([^"]+)"/.exec(input.text)?.[1] ?? ''
  return renderForm(
    view,
    `/task/${task.gid}`,
    'row',
    html`<label for="${id}">${label}</label><span class="edit" data-k="${task.gid}:${id}">${input}<button class="noscript">Save</button></span>`,
  )
}
