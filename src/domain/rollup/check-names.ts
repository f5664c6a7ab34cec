import { readChoice } from '../fields/field-values.ts'
import { toFinding, toHint } from '../findings.ts'
import {
  type ClassifiedProject,
  COMPONENTS,
  type Component,
  type Fields,
  type Finding,
  type Project,
} from '../model.ts'
import { quote } from '../strings/quote.ts'
import { findUnreadComponent, readName } from '../v2mom/names/read-name.ts'
import { findUnreadHeadings } from '../v2mom/text/unread-headings.ts'

type Input = Readonly<{ project: Project; classified: ClassifiedProject; fields: Fields }>

type UnreadName = Readonly<{ kind: 'section' | 'tag' | 'heading'; text: string; component: Component }>

/** Hints on names that decide nothing though people may think they do. */
export function checkNames(input: Input): Finding[] {
  return [...checkUnreadNames(input), ...checkOptions(input)]
}

/** A section, tag or heading that begins with a component word, where the project has nothing else of that component. */
function checkUnreadNames({ project, classified }: Input): Finding[] {
  const absent = COMPONENTS.filter((component) => !classified.present.includes(component))
  const unread = absent.length > 0 ? findUnreadNames(project, classified) : []
  return absent.flatMap((component) => {
    const found = unread.find((candidate) => candidate.component === component)
    if (!found) return []
    const facts = { name: quote(project), kind: found.kind, text: quote({ name: found.text }), component }
    return [toFinding('unread-heading', facts)]
  })
}

function findUnreadNames({ description, brief = '' }: Project, { tasks }: ClassifiedProject): UnreadName[] {
  const all = Object.values(tasks).flat()
  const toUnread = (kind: UnreadName['kind'], names: readonly string[]) =>
    [...new Set(names)].flatMap((text) => {
      const component = findUnreadComponent(text)
      return component ? [{ kind, text, component }] : []
    })
  return [
    ...toUnread(
      'section',
      all.flatMap(({ section }) => section ?? []),
    ),
    ...[description, brief]
      .flatMap(findUnreadHeadings)
      .map(({ text, component }) => ({ kind: 'heading' as const, text, component })),
    ...toUnread(
      'tag',
      all.flatMap(({ tags }) => tags),
    ),
  ]
}

/** An option of the field V2MOM that names no component: the next source decides. */
function checkOptions({ classified, fields }: Input): Finding[] {
  return Object.values(classified.tasks)
    .flat()
    .flatMap((task) => {
      const name = readChoice(task, fields.v2mom)
      if (name === undefined || readName(name)) return []
      return [toHint('unknown-option', { name: quote(task), field: 'V2MOM', option: quote({ name }) }, task.gid)]
    })
}
