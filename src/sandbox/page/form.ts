import { html, type Markup, SELECTED } from './html.ts'
import { readPeople } from './read.ts'
import type { View } from './view.ts'

/** A form of this page: it returns to where it was sent from. */
export function renderForm(view: View, action: string, className: string, content: Markup): Markup {
  return html`<form method="post" action="${action}" class="${className}"><input type="hidden" name="back" value="${view.path}">${content}</form>`
}

/** The people to choose from, the chosen one selected; an empty choice where that is possible. */
export function renderPeople(view: View, chosen: string | undefined, nobody?: string): Markup {
  const people = readPeople(view.state).map(
    (person) => html`<option value="${person.gid}"${person.gid === chosen && SELECTED}>${person.name}</option>`,
  )
  return html`${nobody !== undefined && html`<option value="">${nobody}</option>`}${people}`
}
