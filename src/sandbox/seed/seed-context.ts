import type { Field, Gid } from '../state.ts'
import type { World } from '../world.ts'
import type { InputKey, PersonKey } from './seed-story.ts'

/** What a project of the story is planted on. */
export type SeedContext = Readonly<{
  world: World
  now: Date
  workspace: Gid
  portfolio: Gid
  people: Readonly<Record<PersonKey, Gid>>
  fields: Readonly<Record<InputKey, Field>>
  /** Tags by name, made when first needed. */
  tags: Map<string, Gid>
}>
