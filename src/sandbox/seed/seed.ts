import type { Field, Gid } from '../state.ts'
import type { World } from '../world.ts'
import { AWARENESS } from './seed-awareness.ts'
import type { SeedContext } from './seed-context.ts'
import { toMoment } from './seed-dates.ts'
import { FAIRS } from './seed-fairs.ts'
import { PORTFOLIO_FIELDS, STORY_FIELDS } from './seed-fields.ts'
import { LAUNCH } from './seed-launch.ts'
import { PARTNERS } from './seed-partners.ts'
import { STORY_BOT, STORY_PEOPLE, STORY_PORTFOLIO, STORY_WORKSPACE } from './seed-people.ts'
import { seedProject } from './seed-project.ts'
import { type InputKey, type PersonKey, type ProjectKey, STORY_BEGAN, type TaskKey } from './seed-story.ts'
import { WEBSITE } from './seed-website.ts'

/** Where everything of the story has been planted. */
export type Story = Readonly<{
  workspace: Gid
  bot: Readonly<{ gid: Gid; name: string; token: string }>
  people: Readonly<Record<PersonKey, Gid>>
  portfolio: Gid
  projects: Readonly<Record<ProjectKey, Gid>>
  tasks: Readonly<Record<TaskKey, Gid>>
  fields: Readonly<Record<InputKey, Gid>>
}>

/**
 * Plants a marketing department with ten weeks of history: one portfolio and five projects, healthy, behind,
 * unmeasurable, described in words only, and on hold. All dates follow `now`, so the picture is the same on any day.
 */
export function seedStory(world: World, now: Date): Story {
  const workspace = world.addWorkspace({ name: STORY_WORKSPACE }).gid
  const people = mapValues(STORY_PEOPLE, (person) => world.addUser(person).gid)
  const bot = seedBot(world)
  const began = { by: people.maya, at: toMoment(now, STORY_BEGAN, 0) }
  const fields = mapValues(STORY_FIELDS, ({ type, ...field }) =>
    world.addField({ workspace, subtype: type, ...field }, began),
  )
  const portfolio = world.addPortfolio({ workspace, name: STORY_PORTFOLIO, isPublic: true }, began).gid
  for (const key of PORTFOLIO_FIELDS) world.addFieldSetting(portfolio, fields[key].gid, began)

  const ground: SeedContext = { world, now, workspace, portfolio, people, fields, tags: new Map() }
  const planted = mapValues(PROJECTS, (project) => seedProject(ground, project))
  return {
    workspace,
    bot,
    people,
    portfolio,
    projects: mapValues(planted, (project) => project.gid),
    tasks: Object.assign({}, ...Object.values(planted).map((project) => project.tasks)),
    fields: mapValues(fields, (field: Field) => field.gid),
  }
}

const PROJECTS = {
  website: WEBSITE,
  launch: LAUNCH,
  awareness: AWARENESS,
  partners: PARTNERS,
  fairs: FAIRS,
}

function seedBot(world: World): Story['bot'] {
  const { token, ...user } = STORY_BOT
  const { gid, name } = world.addUser(user)
  return { gid, name, token: world.addToken(gid, token) }
}

function mapValues<K extends string, A, B>(from: Readonly<Record<K, A>>, to: (value: A) => B): Record<K, B> {
  return Object.fromEntries(Object.entries<A>(from).map(([key, value]) => [key, to(value)])) as Record<K, B>
}
