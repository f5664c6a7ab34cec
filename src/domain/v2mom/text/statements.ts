import type { Statement } from '../../model.ts'
import { endsInColon, hasWords, isQuestion, withoutNumbering } from './headings.ts'
import type { Draft, Part } from './part.ts'

/** The statements of all parts, in the order of the text. */
export function toStatements(parts: readonly Part[]): Statement[] {
  return parts
    .flatMap((part) => finishDrafts(part).map((draft) => ({ component: part.component, draft })))
    .sort((a, b) => a.draft.line - b.draft.line)
    .map(({ component, draft }) => ({ component, text: toText(draft) }))
}

/** Without what is no statement: guiding questions, introductions to a list, placeholders. */
function finishDrafts({ drafts, hasRest }: Part): Draft[] {
  const [first, ...others] = drafts
  if (!first) return []
  const isAnswered = others.length > 0 || first.lines.length > 1
  const isGuided = hasRest && isAnswered && isQuestion(first.lines[0] ?? '')
  const kept = isGuided ? [{ ...first, lines: first.lines.slice(1) }, ...others] : drafts
  return kept.filter((draft, index) => !isIntroduction(draft, kept[index + 1]) && !draft.lines.every(isPlaceholder))
}

function isIntroduction({ kind, lines }: Draft, next: Draft | undefined): boolean {
  return kind === 'text' && next?.kind === 'item' && endsInColon(lines.at(-1) ?? '')
}

/** What stands where a text is still to be written. */
function isPlaceholder(line: string): boolean {
  const text = line.normalize('NFKC').replace(/^- /, '').replaceAll(/[*_`]/g, '').trim()
  return (
    !hasWords(text) ||
    /^(?:\[[^[\]]*\]|<[^<>]*>)[.:!]?$/.test(text) ||
    PLACEHOLDER.test(text.replaceAll(/["“”'.()\s]/g, ''))
  )
}

const PLACEHOLDER = /^(?:tb[dca]|n\/?a|todo|tobe(?:defined|determined|decided|confirmed|announced|done))[!:]*$/i

/** Lines as a person reads them; a sub-heading is the label of what follows it. */
function toText({ kind, lines }: Draft): string {
  const [first = '', ...others] = lines
  if (kind !== 'heading') return lines.join('\n').trim()
  const label = withoutNumbering(first).replace(/\s*[:：]+$/, '')
  const rest = others.join('\n').trim()
  if (rest === '') return label
  if (rest.startsWith('- ')) return `${label}:\n${rest}`
  return /[.!?:：]/.test(label) ? `${label}\n${rest}` : `${label}: ${rest}`
}
