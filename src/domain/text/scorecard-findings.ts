import type { ClassifiedProject, Finding, Project, ProjectSummary } from '../model.ts'
import { type TextLimit, truncate } from '../strings/truncate.ts'
import { truncateList } from './enumerate.ts'
import { bullets, link, type Rich, rich } from './rich.ts'

const SENTENCE: TextLimit = { chars: 300, words: 50 }

type Input = Readonly<{ project: Project; summary: ProjectSummary; classified: ClassifiedProject; most: number }>

/** What is to be fixed and what is worth knowing, each with its fix and a link to where it is fixed. */
export function renderFindings(input: Input): Rich[] {
  const { findings, measures } = input.summary
  const all = [...findings, ...measures.flatMap((measure) => measure.findings)]
  const faults = all.filter(({ severity }) => severity === 'fault')
  const hints = all.filter(({ severity }) => severity === 'hint')
  return [
    faults.length === 0 ? rich`<h2>To fix</h2>none` : renderList('To fix', faults, input),
    ...(hints.length === 0 ? [] : [renderList('Worth knowing', hints, input)]),
  ]
}

function renderList(heading: string, findings: readonly Finding[], input: Input): Rich {
  const lines = truncateList(findings, input.most, (finding) => renderFinding(finding, input))
  return rich`<h2>${heading}</h2>${bullets(lines)}`
}

function renderFinding(finding: Finding, input: Input): Rich {
  return rich`${link(truncate(finding.message, SENTENCE), urlOf(finding, input))} ${truncate(finding.fix, SENTENCE)}`
}

/** The task a finding is about; the project for one about the project. */
function urlOf({ taskGid }: Finding, { project, classified }: Input): string | undefined {
  if (taskGid === undefined) return project.permalinkUrl
  return classified.records.find(({ gid }) => gid === taskGid)?.permalinkUrl
}
