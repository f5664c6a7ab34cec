import type { Pins } from '../../domain/fields/find-fields.ts'
import type { FieldDefinition, Person } from '../../domain/model.ts'
import type { Named, WorkspacePort } from '../ports/asana-admin.ts'
import type { AsanaPort } from '../ports/index.ts'
import type { Parent, Settings } from './step.ts'

/** The part of the Asana ports that setup uses. */
export type SetupAsana = WorkspacePort &
  Pick<
    AsanaPort,
    | 'readMe'
    | 'readProject'
    | 'readTasks'
    | 'readPortfolio'
    | 'readPortfolioItems'
    | 'readWorkspaceFields'
    | 'readTaskContent'
    | 'readWebhooks'
    | 'createField'
    | 'addEnumOption'
    | 'addFieldToProject'
    | 'addFieldToPortfolio'
    | 'deleteWebhook'
  >

/** What is to be tracked, and with which settings. */
export type DesiredState = Readonly<{
  portfolioGids: readonly string[]
  projectGids: readonly string[]
  wantsTemplate: boolean
  /** The variables that `.env` is to hold. */
  settings: Settings
  pins: Pins
}>

/** A portfolio or project with the fields attached to it. */
export type CurrentParent = Parent & Readonly<{ fields: readonly FieldDefinition[] }>

/** What setup reads before it plans. */
export type CurrentState = Readonly<{
  me: Person
  workspace: Named
  /** Undefined when the Asana plan has no custom fields. */
  definitions: readonly FieldDefinition[] | undefined
  portfolios: readonly CurrentParent[]
  /** Neither archived nor completed; those inside the portfolios too. */
  projects: readonly CurrentParent[]
  /** All projects to be tracked, archived and completed ones too. */
  servedGids: readonly string[]
  /** A project of the template's name. */
  template?: Readonly<{ gid: string; isFinished: boolean }>
  /** What the token cannot read, each with the next step. */
  issues: readonly SetupIssue[]
  /** The variables in `.env`. */
  saved: Settings
}>

/** Something that a person has to settle. */
export type SetupIssue = Readonly<{
  message: string
  fix: string
  /** The service works without it. */
  isWarning?: boolean
}>
