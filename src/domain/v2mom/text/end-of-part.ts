import { headingForm, headingLevel, isNumbered, isQuestion, isSentence, isShort, readLabel } from './headings.ts'
import type { LineNode, ListItem, TextLine } from './line.ts'
import { continuesList, isSameList, type Place } from './open-part.ts'
import type { Part } from './part.ts'

/** Whether a line that is no heading of a component ends the part. */
export function endsPart(node: TextLine | ListItem, part: Part, place: Place): boolean {
  if (node.kind === 'item') return place.isBesideHeading && isNextInOutline(node, part, place)
  if (place.isBesideHeading && node.isAfterBlank && isOutlined(part)) return true
  if (isSubHeading(node, part)) return false
  if (headingForm(node) !== 'bare') return isShort(node.text) && headingLevel(node) <= part.level
  return isNextLabel(node, part) || isBareHeading(node, part)
}

/** A heading that stays in the part: one of a lower level, or one right below the heading and others like that. */
export function isSubHeading(node: TextLine, part: Part): boolean {
  const form = headingForm(node)
  if (form === 'bare' || (form === 'colon' && !isShort(node.text))) return false
  if (part.drafts.length === 0 && isQuestion(node.text)) return false
  const level = headingLevel(node)
  if (level === part.level) return part.drafts.length === 0 || isLikeSubHeading(node, part)
  return level > part.level && (form !== 'bold' || isShort(node.text) || isNumbered(node.text))
}

/** Whether a heading has the form and level of the sub-heading before it. */
export function isLikeSubHeading(node: TextLine, { subHeading }: Part): boolean {
  return subHeading?.form === headingForm(node) && subHeading.level === headingLevel(node)
}

/** A horizontal rule ends the part, but for a line that underlines its heading. */
export function isUnderline(node: LineNode, part: Part): boolean {
  return node.line === part.line + 1 && part.drafts.length === 0
}

/** A part that began on its heading's line ends where the next line does so, whatever its label. */
function isNextLabel(node: TextLine, part: Part): boolean {
  if (!part.label) return false
  const form = readLabel(node)?.form
  return form !== undefined && (form === 'colon' || form === part.label)
}

/** Where headings are bare words, another bare short line with blank lines around it is a heading too. */
function isBareHeading(node: TextLine, part: Part): boolean {
  const isBareText = part.form === 'bare' && !part.label && part.drafts.length > 0
  if (!isBareText || !node.isAfterBlank || !node.isBeforeBlank || node.indent > 0) return false
  return isShort(node.text) && !isSentence(node.text) && !readLabel(node)
}

/** The next item of the list in which the heading is an item. One without text of its own may be followed by its items. */
function isNextInOutline(node: ListItem, part: Part, place: Place): boolean {
  if (!isSameList(part, node)) return false
  if (node.ordinal === undefined) return !part.isFlat && (isOutlined(part) || part.drafts.length > 0)
  return !continuesList(node, place) && node.ordinal === (part.item?.ordinal ?? 0) + 1
}

/** Whether the part is one item of a list: its text stands in that item, or in items beside it. */
function isOutlined({ item, label, hasChildren, isFlat }: Part): boolean {
  return item !== undefined && item.ordinal === undefined && (label !== undefined || hasChildren || isFlat)
}
