import type { Pins } from '../../domain/fields/find-fields.ts'
import type { FieldDefinition, Person } from '../../domain/model.ts'
import type { Named, WorkspacePort } from '../ports/asana-admin.ts'
import type { AsanaPort } from '../ports/index.ts'
import type { Parent, Settings } from './step.ts'

/** The verbs setup reads and writes with. */
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

/** What a person wants served, and how. */
export type DesiredState = Readonly<{
  portfolioGids: readonly string[]
  projectGids: readonly string[]
  wantsTemplate: boolean
  /** The configuration the service is to run with. */
  settings: Settings
  pins: Pins
}>

/** A portfolio or project with the fields it gives what it holds. */
export type CurrentParent = Parent & Readonly<{ fields: readonly FieldDefinition[] }>

/** What setup finds before it decides anything. */
export type CurrentState = Readonly<{
  me: Person
  workspace: Named
  /** Undefined: the plan has no custom fields. */
  definitions: readonly FieldDefinition[] | undefined
  portfolios: readonly CurrentParent[]
  /** Those under way, of the portfolios too. */
  projects: readonly CurrentParent[]
  /** Every project that is to be served, whether it is under way or not. */
  servedGids: readonly string[]
  /** A project of the template's name. */
  template?: Readonly<{ gid: string; isFinished: boolean }>
  /** What is out of reach, each with what to do about it. */
  troubles: readonly SetupIssue[]
  /** What the configuration file says now. */
  saved: Settings
}>

/** Something setup cannot do by itself. */
export type SetupIssue = Readonly<{
  message: string
  fix: string
  /** The service goes on without it. */
  isWarning?: boolean
}>
