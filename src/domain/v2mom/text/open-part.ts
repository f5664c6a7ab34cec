import { type HeadingName, readHeadingName } from '../names/read-name.ts'
import { endsInColon, headingForm, headingLevel, isQuestion } from './headings.ts'
import type { ListItem, TextLine } from './line.ts'
import { type Part, startDraft } from './part.ts'

/** Where a line stands: the part that it would belong to, and whether that part's heading stands beside it in a list. */
export type Place = Readonly<{
  part: Part | undefined
  isBesideHeading: boolean
  /** It is indented below a statement of the part. */
  isInStatement: boolean
  /** The number of the list item before it. */
  lastOrdinal: number | undefined
}>

/** The name that makes the line a heading where it stands: it begins a part, or, without a component, ends one. */
export function readHeading(node: TextLine | ListItem, place: Place): HeadingName | undefined {
  const name = readHeadingName(node.text, node.boldTo)
  if (!name) return undefined
  if (node.kind === 'item') return isHeadingInList(node, name, place) ? name : undefined
  // Within a statement a word that decides nothing ends nothing.
  return name.component || !place.isInStatement ? name : undefined
}

/**
 * Under a heading on a line of its own an item is an item, also if it begins with a component word. Elsewhere items that
 * begin with names are a list of parts, and so are those beside an item that is a heading.
 */
function isHeadingInList(node: ListItem, { component, rest }: HeadingName, place: Place): boolean {
  const { part, isBesideHeading, isInStatement } = place
  if (!part) return true
  const isAlone = rest === ''
  if (isInStatement) return component !== undefined && isAlone && endsInColon(node.text) && node.children.length > 0
  if (isBesideHeading && isSameList(part, node)) return isAlone || !continuesList(node, place)
  if (component === undefined) return false
  return part.label !== undefined || (isAlone && node.ordinal !== undefined && !continuesList(node, place))
}

/** Whether a list item stands in the list in which the part's heading is an item itself. */
export function isSameList({ item }: Part, node: ListItem): boolean {
  return item !== undefined && (item.ordinal === undefined) === (node.ordinal === undefined)
}

/** Whether a numbered item begins or continues a list of its own, rather than the list of headings. */
export function continuesList({ ordinal }: ListItem, { part, lastOrdinal }: Place): boolean {
  if (ordinal === undefined) return false
  if (lastOrdinal !== undefined) return ordinal === lastOrdinal + 1
  return ordinal === 1 && (part?.item ? part.item.ordinal !== undefined : part?.drafts.length === 0)
}

/** The part that a heading begins. A question behind a line that is a heading by its marks is no text yet. */
export function openPart(
  node: TextLine | ListItem,
  name: HeadingName & Required<Pick<HeadingName, 'component'>>,
): Part {
  const form = headingForm(node)
  const isGuided = isQuestion(name.rest) && (form === 'level' || form === 'bold')
  const part: Part = {
    component: name.component,
    line: node.line,
    level: headingLevel(node),
    form,
    label: name.rest === '' || isGuided ? undefined : name.separator,
    item: node.kind === 'item' ? node : undefined,
    hasChildren: node.children.length > 0,
    hasRest: name.rest !== '',
    drafts: [],
    subHeading: undefined,
    isFlat: false,
    isClosed: false,
  }
  if (name.rest !== '') startDraft(part, 'text', node.line, name.rest)
  return part
}
