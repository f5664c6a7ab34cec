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
  /** Tasks whose comment another project writes. */
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
  current: CommentState | undefined,
  now: Instant,
): Write[] {
  const desired = commentContent(measure, projectOwner, current)
  if (!current && desired.faultCodes === '') return []
  if (current && [desired.html, desired.htmlWithoutMention].some((html) => isSameText(current.html, html))) return []
  if (current?.gid) return [{ kind: 'edit-comment', commentGid: current.gid, ...desired }]
  return !current || mayRepost(current, desired.faultCodes, now) ? [{ kind: 'comment', ...desired }] : []
}

function commentContent(
  measure: Measure,
  projectOwner: Person | undefined,
  current: CommentState | undefined,
): CommentContent {
  const { gid: taskGid, name, owner } = measure
  const about = projectOwner ? { measure, projectOwner } : { measure }
  const htmlWithoutMention = renderMeasureComment({ ...about, mention: false })
  const content = { taskGid, name, htmlWithoutMention, faultCodes: faultCodesOf(measure) }
  if (!owner || owner.gid === current?.unmentionable) return { ...content, html: htmlWithoutMention }
  return { ...content, html: renderMeasureComment({ ...about, mention: true }), mentions: owner.gid }
}

/** A person deleted our comment: it stays deleted until something else is wrong, and for a day at least. */
function mayRepost(current: CommentState, faultCodes: string, now: Instant): boolean {
  const ageMs = Date.parse(now) - Date.parse(current.postedAt)
  return faultCodes !== '' && faultCodes !== current.faultCodes && ageMs >= DAY_MS
}

/** On a task that is no measure any more our comment must not go on asking for numbers. */
function planFormerMeasures({ summary, classified, state, managedElsewhere }: Input): Write[] {
  const html = renderFormerMeasureComment()
  const measures = new Set(summary.measures.map(({ gid }) => gid))
  return Object.entries(state.comments).flatMap(([taskGid, current]): Write[] => {
    const commentGid = current.gid
    if (!commentGid || measures.has(taskGid) || managedElsewhere.has(taskGid)) return []
    if (isSameText(current.html, html)) return []
    const name = classified.records.find((record) => record.gid === taskGid)?.name ?? 'a former measure'
    return [{ kind: 'edit-comment', commentGid, taskGid, name, html, htmlWithoutMention: html, faultCodes: '' }]
  })
}

function faultCodesOf({ findings }: Measure): string {
  const faults = findings.filter(({ severity }) => severity === 'fault')
  return faults
    .map(({ code }) => code)
    .sort()
    .join(' ')
}
