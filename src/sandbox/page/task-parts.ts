import type { Task } from '../state.ts'
import { renderForm } from './form.ts'
import { html, type Markup } from './html.ts'
import type { View } from './view.ts'

/** The round button that completes a task, or opens it again. */
export function renderCheck(view: View, task: Task): Markup {
  const label = `${task.completed ? 'Reopen' : 'Complete'} ${task.name}`
  return renderForm(
    view,
    `/task/${task.gid}`,
    'check',
    html`<input type="hidden" name="completed" value="${task.completed ? 'no' : 'yes'}"><button class="check" aria-pressed="${task.completed ? 'true' : 'false'}" aria-label="${label}" title="${label}">✓</button>`,
  )
}

const VERDICTS = {
  pending: 'Waiting for approval',
  approved: 'Approved',
  rejected: 'Rejected',
  changes_requested: 'Changes requested',
} as const

/** What an approval task says, or that a task is a milestone; nothing for an ordinary task. */
export function toKindWords(task: Task): string | undefined {
  if (task.approval !== undefined) return VERDICTS[task.approval]
  return task.subtype === 'milestone' ? 'Milestone' : undefined
}
