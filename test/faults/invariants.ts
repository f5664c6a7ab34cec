import type { Gid } from '../../src/sandbox/state.ts'
import { keys } from '../../src/store/keys.ts'
import { commentsBy, statusesBy, tasksBy } from '../support/queries.ts'
import type { Harness } from './harness.ts'
import { weekOf } from './snapshot.ts'

type Seeded = Readonly<{ bot: Readonly<{ gid: Gid }>; portfolio: Gid; otherPortfolio?: Gid }>

/** What must hold whatever happened; each sentence is a violation. */
export async function findViolations(
  harness: Harness<Seeded>,
  life: 'webhooks' | 'polling' = 'webhooks',
): Promise<string[]> {
  const webhooks = life === 'webhooks' ? await findLoneWebhooks(harness) : []
  return [...findDoubles(harness), ...webhooks, ...(await findStuckJobs(harness))]
}

/** What was said or made twice. */
export function findDoubles({ sandbox: { world }, seeded }: Harness<Seeded>): string[] {
  const { state } = world
  const bot = seeded.bot.gid
  const statuses = [...state.tables.project.keys(), seeded.portfolio].flatMap((parent) =>
    doubles(statusesBy(world, bot, parent).map(weekOf)).map((week) => `${displayName(world, parent)}: ${week} twice`),
  )
  const cards = tasksBy(world, bot)
  const isCard = (gid: Gid) => cards.some((card) => card.gid === gid)
  const crowded = [...state.tables.project.values()].filter(
    (project) => world.tasksOf(project.gid).filter(({ gid }) => isCard(gid)).length > 1,
  )
  const comments = [...state.tables.task.values()].flatMap(({ gid, name }) => {
    const said = commentsBy(world, bot, gid).map(({ body }) => body.text)
    const tooMany = !isCard(gid) && said.length > 1 ? [`${name}: ${said.length} comments`] : []
    return [...tooMany, ...doubles(said).map((words) => `${name}: twice the words "${words.slice(0, 80)}"`)]
  })
  const names = doubles([...state.tables.custom_field.values()].map((field) => field.name))
  return [
    ...statuses,
    ...crowded.map(({ name }) => `${name}: more than one health task`),
    ...comments,
    ...names.map((name) => `the field ${name} twice`),
  ]
}

function displayName({ state }: Harness<Seeded>['sandbox']['world'], gid: Gid): string {
  return state.tables.project.get(gid)?.name ?? state.tables.portfolio.get(gid)?.name ?? gid
}

/** One webhook for everything watched, its secret known, and none besides. */
async function findLoneWebhooks({ sandbox: { world }, seeded, redis }: Harness<Seeded>): Promise<string[]> {
  const webhooks = [...world.state.tables.webhook.values()]
  const held = world.state.tables.portfolio.get(seeded.portfolio)?.items ?? []
  const other = seeded.otherPortfolio && world.state.tables.portfolio.get(seeded.otherPortfolio)
  const wanted = [seeded.portfolio, ...(other ? [other.gid] : []), ...held]
  const client = redis.client()
  const unknown = await Promise.all(
    webhooks.map(async ({ target, secret, resource }) => {
      const token = target.split('/').at(-1) ?? ''
      const known = await client.hget(keys.webhook(token), 'secret')
      return known === secret ? [] : [`the secret of the webhook of ${displayName(world, resource)} is not known`]
    }),
  )
  const resources = webhooks.map(({ resource }) => resource)
  return [
    ...unknown.flat(),
    ...wanted.filter((gid) => !resources.includes(gid)).map((gid) => `${displayName(world, gid)} has no webhook`),
    ...resources
      .filter((gid) => !wanted.includes(gid))
      .map((gid) => `${displayName(world, gid)} has an orphan webhook`),
    ...doubles(resources).map((gid) => `${displayName(world, gid)} has two webhooks`),
  ]
}

async function findStuckJobs(harness: Harness<Seeded>): Promise<string[]> {
  const { waiting = 0, prioritized = 0, active = 0, failed = 0 } = await harness.counts()
  const open = waiting + prioritized + active
  return [...(open > 0 ? [`${open} jobs are stuck`] : []), ...(failed > 0 ? [`${failed} jobs failed for good`] : [])]
}

function doubles(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, at) => values.indexOf(value) !== at))]
}
