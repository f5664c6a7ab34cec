import type { Pins } from '../../domain/fields/find-fields.ts'
import type { Attached } from './apply.ts'
import { quoted } from './quoted.ts'

/** Everything `setup --remove` may do: plain values, said before they are done. */
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
  /** The projects that are served, beside those of the portfolios. */
  projectGids: readonly string[]
  pins: Pins
  /** Fields of the team's own that setup put somewhere. */
  attached: readonly Attached[]
}>

/** One plain line for a person. */
export function describeRemoval(step: RemovalStep): string {
  switch (step.kind) {
    case 'delete-webhook':
      return `delete our webhook on ${step.resourceGid}`
    case 'delete-health-task':
      return `delete our health task in the project ${quoted(step.projectName)}`
    case 'detach-field':
      return `take your field ${quoted(step.fieldName)} off the ${step.attached.kind} ${quoted(step.parentName)} again`
    case 'delete-field':
      return `delete our field ${quoted(step.name)}`
    default:
      return step satisfies never
  }
}
