/** The words a story is told in: plain data, with every date counted in days from today (yesterday is -1). */
export type Days = number

export type PersonKey = 'maya' | 'jonas' | 'priya' | 'tomas' | 'lena' | 'sam'
export type InputKey =
  | 'v2mom'
  | 'measure-type'
  | 'baseline'
  | 'target'
  | 'actual'
  | 'unit'
  | 'weight'
  | 'update-every'
  | 'budget-used'

export type ProjectKey = 'website' | 'launch' | 'awareness' | 'partners' | 'fairs'
/** Tasks that tests and the demo call by name. */
export type TaskKey =
  | 'visitors'
  | 'enquiries'
  | 'load-time'
  | 'satisfaction'
  | 'cost-per-enquiry'
  | 'accessibility'
  | 'preorders'
  | 'waiting-list'
  | 'cost-per-person'
  | 'opt-outs'
  | 'press-kit'
  | 'training'
  | 'film'
  | 'recall'
  | 'followers'
  | 'share-of-voice'
  | 'articles'
  | 'readers'
  | 'podcast'
  | 'meetings'
  | 'stand-cost'

export type StoryComment = Readonly<{ by: PersonKey; on: Days; text: string }>

export type StorySubtask = Readonly<{ name: string; who?: PersonKey; done?: Days; separator?: true }>

export type StoryTask = Readonly<{
  key?: TaskKey
  name: string
  section: string
  who?: PersonKey
  start?: Days
  due?: Days
  done?: Days
  kind?: 'milestone' | 'approval'
  verdict?: 'approved' | 'rejected' | 'changes_requested'
  tags?: readonly string[]
  notes?: string
  /** Field values as a person reads them: numbers, text, or the name of an option. */
  set?: Readonly<Partial<Record<Exclude<InputKey, 'actual' | 'budget-used'>, number | string>>>
  /** What Actual said, oldest first; the last one stands today. */
  actuals?: readonly number[]
  /** When the last Actual was typed; two days ago unless told. */
  lastTyped?: Days
  /** Days between two Actuals; seven unless told. */
  typedEvery?: Days
  comments?: readonly StoryComment[]
  subtasks?: readonly StorySubtask[]
}>

export type StoryStatus = Readonly<{
  by: PersonKey
  on: Days
  type: 'on_track' | 'at_risk' | 'off_track' | 'on_hold'
  title: string
  text: string
}>

export type StoryProject = Readonly<{
  key: ProjectKey
  name: string
  owner?: PersonKey
  start?: Days
  due?: Days
  /** Rich text as Asana keeps it in `html_notes`, without the surrounding body. */
  description: string
  weight?: number
  budgetUsed?: number
  fields: readonly InputKey[]
  sections: readonly string[]
  tasks: readonly StoryTask[]
  statuses?: readonly StoryStatus[]
}>

/** The day every project of the story was set up, ten weeks before today. */
export const STORY_BEGAN: Days = -70
