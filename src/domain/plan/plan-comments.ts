import type { ClassifiedProject, Instant, Measure, Person, ProjectSummary } from '../model.ts'
import { renderFormerMeasureComment, renderMeasureComment } from '../text/comment.ts'
import { isSameText } from '../text/is-same-text.ts'
import type { CommentState, ProjectState } from './project-state.ts'
import type { CommentContent, Write } from './write.ts'

const DAY_MS = 24 * 60 * 60 * 1000

type Input = Readonly<{
  summary: ProjectSummary
  classified: ClassifiedProject
  state: ProjectState
  now: Instant
  /** Tasks that another project speaks for. */
  managedElsewhere: ReadonlySet<string>
}>

/** One comment on each measure with a fault: posted once, edited in place from then on. */
export function planComments(input: Input): Write[] {
  const { summary, state, now, managedElsewhere } = input
  const measures = summary.measures.filter((measure) => !managedElsewhere.has(measure.gid))
  return [
    ...measures.flatMap((measure) => planComment(measure, summary.owner, state.comments[measure.gid], now)),
    ...planFormerMeasures(input),
  ]
}

function planComment(
  measure: Measure,
  projectOwner: Person | undefined,
  note: CommentState | undefined,
  now: Instant,
): Write[] {
  const words = commentContent(measure, projectOwner, note)
  if (!note && words.faults === '') return []
  if (note && [words.html, words.htmlWithoutMention].some((html) => isSameText(note.html, html))) return []
  if (note?.gid) return [{ kind: 'edit-comment', commentGid: note.gid, ...words }]
  return !note || mayRepost(note, words.faults, now) ? [{ kind: 'comment', ...words }] : []
}

function commentContent(
  measure: Measure,
  projectOwner: Person | undefined,
  note: CommentState | undefined,
): CommentContent {
  const { gid: taskGid, name, owner } = measure
  const from = projectOwner ? { measure, projectOwner } : { measure }
  const htmlWithoutMention = renderMeasureComment({ ...from, mention: false })
  const words = { taskGid, name, htmlWithoutMention, faults: faultCodes(measure) }
  if (!owner || owner.gid === note?.unmentionable) return { ...words, html: htmlWithoutMention }
  return { ...words, html: renderMeasureComment({ ...from, mention: true }), mentions: owner.gid }
}

/** A person deleted our comment: it stays deleted until something else is wrong, and for a day at least. */
function mayRepost(note: CommentState, faults: string, now: Instant): boolean {
  return faults !== '' && faults !== note.faults && Date.parse(now) - Date.parse(note.postedAt) >= DAY_MS
}

/** On a task that is no measure any more our comment must not go on asking for numbers. */
function planFormerMeasures({ summary, classified, state, managedElsewhere }: Input): Write[] {
  const html = renderFormerMeasureComment()
  const measures = new Set(summary.measures.map(({ gid }) => gid))
  return Object.entries(state.comments).flatMap(([taskGid, { gid: commentGid, html: said }]): Write[] => {
    if (!commentGid || measures.has(taskGid) || managedElsewhere.has(taskGid) || isSameText(said, html)) return []
    const name = classified.records.find((record) => record.gid === taskGid)?.name ?? 'a former measure'
    return [{ kind: 'edit-comment', commentGid, taskGid, name, html, htmlWithoutMention: html, faults: '' }]
  })
}

function faultCodes(measure: Measure): string {
  const codes = measure.findings.filter((finding) => finding.severity === 'fault').map((finding) => finding.code)
  return codes.sort().join(' ')
}
