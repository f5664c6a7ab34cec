import type { Field, Project, Section, Task } from '../state.ts'
import { renderForm, renderPeople } from './form.ts'
import { html, type Markup } from './html.ts'
import { isProgram, readFields, readTasks } from './read.ts'
import { showFace, showValue, toDayWords } from './show.ts'
import { renderCheck } from './task-parts.ts'
import type { View } from './view.ts'

/** The task list of a project: sections with their tasks, numbers and texts to be changed in place. */
export function renderList(view: View, project: Project): Markup {
  const sections = project.sections.flatMap((gid) => view.state.tables.section.get(gid) ?? [])
  const tasks = sections.flatMap((section) => readTasks(view.state, section.tasks))
  const fields = readFields(view.state, project).filter((field) => isUsed(field, tasks))
  const width = fields.length + 3
  return html`<div class="card scroll"><table>
<thead><tr><th>Task</th><th>Assignee</th><th>Due</th>${fields.map((field) => html`<th class="${field.subtype}">${field.name}</th>`)}</tr></thead>
${sections.map((section) => renderSection(view, section, fields, width))}
</table></div>`
}

/** An empty column is left out; each task shows all its fields. */
function isUsed(field: Field, tasks: readonly Task[]): boolean {
  return tasks.some((task) => task.values.has(field.gid))
}

function renderSection(view: View, section: Section, fields: readonly Field[], width: number): Markup {
  const tasks = readTasks(view.state, section.tasks)
  return html`<tbody>
<tr class="section"><td>${section.name}</td><td colspan="${width - 1}"></td></tr>
${tasks.map((task) => renderTask(view, task, fields))}
<tr class="add"><td colspan="${width}">${renderForm(
    view,
    `/section/${section.gid}`,
    'add',
    html`<input id="s${section.gid}" name="name" placeholder="Add task …" aria-label="New task in ${section.name}" autocomplete="off" required maxlength="400"><button>Add</button>`,
  )}</td></tr>
</tbody>`
}

function renderTask(view: View, task: Task, fields: readonly Field[]): Markup {
  return html`<tr class="${task.completed && 'done'} ${task.subtype}">
<td><span class="task">${renderCheck(view, task)}<a href="/task/${task.gid}" data-k="${task.gid}:name">${task.name}</a></span></td>
<td data-k="${task.gid}:who">${renderWho(view, task)}</td>
<td data-k="${task.gid}:due">${renderDue(view, task)}</td>
${fields.map((field) => renderCell(view, task, field))}
</tr>`
}

/** A face and a name; the list to choose from lies over them. */
function renderWho(view: View, task: Task): Markup {
  const assignee = view.state.tables.user.get(task.assignee ?? '')
  const shown = assignee
    ? html`${showFace(view.state, assignee)}${assignee.name.split(' ')[0]}`
    : html`<span class="soft">Nobody</span>`
  return renderOver(
    view,
    task,
    shown,
    html`<select name="assignee" id="w${task.gid}" aria-label="Assignee of ${task.name}">${renderPeople(view, task.assignee, 'Nobody')}</select>`,
  )
}

function renderDue(view: View, task: Task): Markup {
  const isLate = !task.completed && (task.dueOn ?? '9') < view.state.now().toISOString().slice(0, 10)
  const shown = html`<span class="${isLate ? 'late' : 'soft'}">${task.dueOn ? toDayWords(task.dueOn) : '–'}</span>`
  return renderOver(
    view,
    task,
    shown,
    html`<input type="date" name="due" id="d${task.gid}" value="${task.dueOn}" aria-label="Due date of ${task.name}">`,
  )
}

function renderOver(view: View, task: Task, shown: Markup, input: Markup): Markup {
  return renderForm(
    view,
    `/task/${task.gid}`,
    'cell over',
    html`<span class="shown who">${shown}</span>${input}<button class="noscript">Save</button>`,
  )
}

/** Numbers and texts of people are changed in place; options and what the service made are shown. */
function renderCell(view: View, task: Task, field: Field): Markup {
  const value = task.values.get(field.gid)
  const isOpen =
    (field.subtype === 'text' || field.subtype === 'number') &&
    field.format !== 'percentage' &&
    !isProgram(view.state, field.createdBy)
  if (!isOpen)
    return html`<td class="${field.subtype}" data-k="${task.gid}:${field.gid}">${value !== undefined && showValue(view.state, field, value)}</td>`
  const keyboard = field.subtype === 'number' ? 'decimal' : 'text'
  const content = html`<input id="f${task.gid}-${field.gid}" name="field.${field.gid}" inputmode="${keyboard}" autocomplete="off" size="9" aria-label="${field.name} of ${task.name}" value="${typeof value === 'object' ? '' : value}"><button class="noscript">Save</button>`
  return html`<td class="${field.subtype}" data-k="${task.gid}:${field.gid}">${renderForm(view, `/task/${task.gid}`, 'cell', content)}</td>`
}
