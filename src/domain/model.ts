/**
 * The terms of the domain, which is otherwise plain functions of these and a time. Absence is `undefined`; fractions are
 * 0…1 unless a comment says otherwise.
 *
 * - component: one of vision, values, methods, obstacles, measures
 * - record: the project, a statement of its description or a task, with its component and the source that decided it
 * - measure: a task of the component `measures`; Baseline, Target and Actual are its numbers
 * - attainment: the share of the way from Baseline to Target that Actual has covered
 * - expected: the share that should be covered today; pace: attainment ÷ expected
 * - status: the verdict on a measure; health: the verdict on a project or portfolio
 * - measurability: how much of what a measure needs is in place; coverage: the share of the weight that is measurable
 * - rollup: the figures of a project's measures, or of a portfolio's projects, by weight
 * - finding: what is wrong (fault) or worth saying (hint), in one sentence, with its fix
 * - summary: a project's or portfolio's rollup, findings and measures
 * - history: the known values of Actual, as points in time
 * - write: one planned change in Asana; plan: the writes that are due now
 * - state: what the service remembers of what it wrote into a project
 * - weekly update: the status update that the service posts once per project, portfolio and ISO week
 * - health task, scorecard: the task that the service makes in each project, and its description
 */

export const COMPONENTS = ['vision', 'values', 'methods', 'obstacles', 'measures'] as const
export type Component = (typeof COMPONENTS)[number]

/** What decided the component of a record; the first that applies wins, in this order. */
export const SOURCES = ['field', 'tag', 'section', 'description', 'default'] as const
export type Source = (typeof SOURCES)[number]

export const MEASURE_TYPES = ['Reach', 'Stay above', 'Stay below', 'Yes/No'] as const
export type MeasureType = (typeof MEASURE_TYPES)[number]

export const CADENCES = ['Week', 'Month', 'Quarter'] as const
export type Cadence = (typeof CADENCES)[number]

export const MEASURE_STATUSES = ['Needs data', 'Achieved', 'Off track', 'Too early', 'On track', 'At risk'] as const
export type MeasureStatus = (typeof MEASURE_STATUSES)[number]

/** Health of a project or portfolio: a measure's words without "Too early". */
export const HEALTHS = ['Needs data', 'Achieved', 'On track', 'At risk', 'Off track'] as const
export type Health = (typeof HEALTHS)[number]

/** Calendar day `YYYY-MM-DD` in the team's time zone. */
export type Day = string
/** ISO 8601 instant in UTC, e.g. `2026-11-21T08:00:00.000Z`. */
export type Instant = string
/** ISO week, e.g. `2026-W47`. */
export type IsoWeek = string

export type Person = Readonly<{ gid: string; name: string }>

/** The service's custom fields, by the key in the marker of a field's description and in ASANA_FIELDS. */
export const FIELD_KEYS = [
  'v2mom',
  'measure-type',
  'baseline',
  'target',
  'actual',
  'unit',
  'weight',
  'update-every',
  'attainment',
  'measure-status',
  'kpi-attainment',
  'kpi-expected',
  'measurability',
  'v2mom-completeness',
  'v2mom-health',
] as const
export type FieldKey = (typeof FIELD_KEYS)[number]

/** What stands in a custom field. An enum value is the gid of its option, so that options may be renamed. */
export type FieldValue = number | string | Readonly<{ option: string }>

/** A custom field found for a key. `options` maps our name of an option (`On track`) to its gid. */
export type Field = Readonly<{
  gid: string
  /** As people see it at present. */
  name?: string
  type: 'number' | 'enum' | 'text'
  /** Digits kept after the decimal point, counted in percent for percentages: 1 keeps 0.123 (12.3 %). */
  precision?: number
  format?: 'percentage' | 'plain'
  /** Shown behind its numbers: the symbol of its currency, or its custom label. */
  unit?: string
  /** Asana computes it from other fields; its changes leave no stories. */
  isFormula?: boolean
  options: Readonly<Record<string, string>>
  /** gids of those that a person switched off: they keep their values, and Asana rejects new ones. */
  disabledOptions?: readonly string[]
  /** The names people see of its options, by gid. */
  optionNames?: Readonly<Record<string, string>>
}>
export type Fields = Readonly<Partial<Record<FieldKey, Field>>>

/** A custom field as it is defined in Asana, before it is known which of our keys it serves. */
export type FieldDefinition = Readonly<{
  gid: string
  name: string
  description: string
  /** Asana's subtype: number, enum, text, date, people … */
  type: string
  /** Who made it; told only where the fields of a workspace are listed. */
  createdBy?: string
  precision?: number
  format?: string
  /** ISO 4217, of a number field in the format `currency`. */
  currencyCode?: string
  /** Of a number field in the format `custom`. */
  customLabel?: string
  isFormula?: boolean
  options: readonly Readonly<{ gid: string; name: string; enabled: boolean }>[]
}>

/** What it takes to create a custom field. */
export type NewField = Readonly<{
  name: string
  description: string
  type: 'number' | 'enum' | 'text'
  precision?: number
  format?: 'percentage' | 'none'
  options?: readonly Readonly<{ name: string; color: string }>[]
}>

/** A task as read from a project. */
export type Task = Readonly<{
  gid: string
  name: string
  permalinkUrl?: string
  /** Every project that holds it, this one included; tracked or not. */
  projectGids: readonly string[]
  /** Name of its section in this project. */
  section?: string
  tags: readonly string[]
  completed: boolean
  completedAt?: Instant
  /** Its subtype is milestone: it has no start date, and is done or not. */
  isMilestone?: boolean
  approval?: 'pending' | 'approved' | 'rejected' | 'changes_requested'
  assignee?: Person
  startOn?: Day
  dueOn?: Day
  createdAt: Instant
  modifiedAt: Instant
  isSubtask: boolean
  isSeparator: boolean
  /** True for the service's own health task, which is no record. */
  isHealthTask: boolean
  /** By field gid; fields without a value are left out. */
  values: Readonly<Record<string, FieldValue>>
}>

export const STATUS_TYPES = ['on_track', 'at_risk', 'off_track', 'on_hold', 'complete', 'dropped'] as const
export type StatusType = (typeof STATUS_TYPES)[number]

/** A status update that stands on a project or portfolio. */
export type StatusUpdate = Readonly<{
  gid: string
  /** Absent where Asana names a type that is not known here. */
  type?: StatusType
  title: string
  /** In Asana's markup: the service's marks are read from markup only. */
  html: string
  createdAt: Instant
  author?: Person
  /** Written by the service's own user and signed by it. */
  isOurs: boolean
}>

/** A project as read, without its tasks. */
export type Project = Readonly<{
  gid: string
  name: string
  permalinkUrl?: string
  /** The description in markdown, as is the project brief (a page of its own, in paid plans) where the project has one. */
  description: string
  brief?: string
  owner?: Person
  startOn?: Day
  dueOn?: Day
  createdAt: Instant
  archived: boolean
  completed: boolean
  /** Values on the project itself, by field gid. */
  values: Readonly<Record<string, FieldValue>>
  /** The newest status update of any author. */
  status?: StatusUpdate
}>

/** A portfolio as read. */
export type Portfolio = Readonly<{
  gid: string
  name: string
  permalinkUrl?: string
  owner?: Person
  archived: boolean
  status?: StatusUpdate
}>

/** A project, statement or task with its place in the V2MOM. */
export type V2momRecord = Readonly<{
  gid: string
  kind: 'project' | 'statement' | 'task'
  component?: Component
  source?: Source
  name: string
  text?: string
  completed?: boolean
  owner?: Person
  dueOn?: Day
  permalinkUrl?: string
}>

export type Statement = Readonly<{ component: Component; text: string }>

/** A project classified into its V2MOM. */
export type ClassifiedProject = Readonly<{
  /** The project's own record first, then statements in the order of the text, then tasks in the order of the list. */
  records: readonly V2momRecord[]
  statements: readonly Statement[]
  /** Tasks by component, in the order of the list. */
  tasks: Readonly<Record<Component, readonly Task[]>>
  present: readonly Component[]
  completeness: number
}>

/** One known value of Actual: since `at` it was `value`; undefined means it was emptied. */
export type Point = Readonly<{ at: Instant; value?: number }>

export const FINDING_SEVERITIES = ['fault', 'hint'] as const
export type Finding = Readonly<{
  code: string
  severity: (typeof FINDING_SEVERITIES)[number]
  /** One plain sentence. */
  message: string
  /** One sentence that says how to fix it. */
  fix: string
  taskGid?: string
}>

/** A measure, evaluated. */
export type Measure = Readonly<{
  gid: string
  name: string
  permalinkUrl?: string
  type: MeasureType
  baseline?: number
  target?: number
  actual?: number
  unit?: string
  /** The value that a Reach is judged from: Baseline, 0 or the first Actual of its period. */
  origin?: number
  /** How its numbers are shown; percentages are fractions. */
  format: 'percentage' | 'plain'
  /** Digits shown behind the decimal point at most, counted in percent for percentages; undefined: two. */
  precision?: number
  /** ≥ 0: a negative one counts as 0. */
  weight: number
  /** A person typed the weight; without one a measure counts 1. */
  hasWeight?: boolean
  /** Unclamped. */
  attainment?: number
  expected?: number
  pace?: number
  status: MeasureStatus
  /** 0…5 */
  measurability: number
  /** False while any fault stands, the project's `field-missing` included. */
  measurable: boolean
  findings: readonly Finding[]
  owner?: Person
  startOn?: Day
  dueOn?: Day
  /** Completed, and no approval that was turned down. */
  done: boolean
  actualUpdatedAt: Instant
  history: readonly Point[]
}>

/** The figures a project and a portfolio share. */
export type Rollup = Readonly<{
  health: Health
  /** One plain sentence that names the worst measure (project), or what is missing. */
  reason: string
  /** Undefined while nothing is measurable. */
  attainment?: number
  expected?: number
  coverage: number
  measurability: number
  completeness: number
  /** All that is measurable is too early to judge. */
  tooEarly: boolean
}>

export type ProjectSummary = Rollup &
  Readonly<{
    gid: string
    name: string
    permalinkUrl?: string
    owner?: Person
    /** Share in a portfolio's figures. */
    weight: number
    archived: boolean
    completed: boolean
    findings: readonly Finding[]
    measures: readonly Measure[]
    /** What a person's newest status says, when a person wrote the newest one. */
    personStatus?: StatusType
    /** The newest weekly update that stands, and how far attainment had moved since the one before. */
    weekly?: Readonly<{ week: IsoWeek; change?: number }>
    /** No weekly update is due here: archived, completed, paused, or nothing to say. */
    skipsWeeklyUpdate?: boolean
    verifiedAt: Instant
  }>

export type PortfolioSummary = Rollup &
  Readonly<{
    gid: string
    name: string
    permalinkUrl?: string
    projects: readonly ProjectSummary[]
  }>

/** The time of an evaluation: `today` is the day of `now` in the team's time zone. */
export type EvaluationTime = Readonly<{ today: Day; now: Instant; timeZone: string }>

/** Every threshold a team may set. */
export type Thresholds = Readonly<{
  onTrackPace: number
  atRiskPace: number
  tooEarlyExpected: number
  minCoverage: number
  maxMeasures: number
  suspiciousAttainment: number
  freshDays: Readonly<Record<Cadence, number>>
}>

export const DEFAULT_THRESHOLDS: Thresholds = {
  onTrackPace: 0.9,
  atRiskPace: 0.7,
  tooEarlyExpected: 0.1,
  minCoverage: 0.5,
  maxMeasures: 7,
  suspiciousAttainment: 10,
  freshDays: { Week: 10, Month: 35, Quarter: 100 },
}
