import type { Instant, Measure, Person, ProjectSummary } from '../model.ts'
import { renderMeasureComment } from '../text/comment.ts'
import type { CommentNote, Notes } from './notes.ts'
import type { Write } from './write.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** One comment on each measure with a fault: posted once, edited in place from then on. */
export function planComments(input: {
  summary: ProjectSummary
  notes: Notes
  now: Instant
  elsewhere: ReadonlySet<string>
}): Write[] {
  const { summary, notes, now, elsewhere } = input
  return summary.measures
    .filter((measure) => !elsewhere.has(measure.gid))
    .flatMap((measure) => planComment(measure, summary.owner, notes.comments[measure.gid], now))
}

function planComment(
  measure: Measure,
  projectOwner: Person | undefined,
  note: CommentNote | undefined,
  now: Instant,
): Write[] {
  const faults = faultCodes(measure)
  if (!note && faults === '') return []
  const owner = projectOwner ? { projectOwner } : {}
  const html = renderMeasureComment({ measure, ...owner, mention: measure.owner !== undefined })
  if (note && note.html === html) return []
  const plainHtml = renderMeasureComment({ measure, ...owner, mention: false })
  const words = { taskGid: measure.gid, name: measure.name, html, plainHtml, faults }
  if (note?.gid) return [{ kind: 'edit-comment', commentGid: note.gid, ...words }]
  return !note || mayReturn(note, faults, now) ? [{ kind: 'comment', ...words }] : []
}

/** A person deleted our comment: it stays deleted until something else is wrong, and for a day at least. */
function mayReturn(note: CommentNote, faults: string, now: Instant): boolean {
  return faults !== '' && faults !== note.faults && Date.parse(now) - Date.parse(note.postedAt) >= DAY_MS
}

function faultCodes(measure: Measure): string {
  const codes = measure.findings.filter((finding) => finding.severity === 'fault').map((finding) => finding.code)
  return codes.sort().join(' ')
}
