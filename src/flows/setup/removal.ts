import type { Pins } from '../../domain/fields/find-fields.ts'
import { quote } from '../../domain/strings/quote.ts'
import type { Attached } from './apply.ts'

/** A step of `setup --remove`: a plain value, printed before it runs. */
export type RemovalStep =
  | Readonly<{ kind: 'delete-webhook'; gid: string; resourceGid: string }>
  | Readonly<{ kind: 'delete-health-task'; gid: string; projectName: string }>
  | Readonly<{ kind: 'detach-field'; attached: Attached; fieldName: string; parentName: string }>
  | Readonly<{ kind: 'delete-field'; gid: string; name: string }>

export type Removal = Readonly<{ steps: readonly RemovalStep[]; kept: readonly string[] }>

export type RemovalScope = Readonly<{
  workspaceGid: string
  meGid: string
  portfolioGids: readonly string[]
  /** ASANA_PROJECTS: the tracked projects outside the portfolios. */
  projectGids: readonly string[]
  pins: Pins
  /** Fields made by people that setup attached. */
  attached: readonly Attached[]
}>

export function describeRemoval(step: RemovalStep): string {
  switch (step.kind) {
    case 'delete-webhook':
      return `delete our webhook on ${step.resourceGid}`
    case 'delete-health-task':
      return `delete our health task in the project ${quote({ name: step.projectName })}`
    case 'detach-field':
      return `take your field ${quote({ name: step.fieldName })} off the ${step.attached.kind} ${quote({ name: step.parentName })} again`
    case 'delete-field':
      return `delete our field ${quote(step)}`
    default:
      return step satisfies never
  }
}
