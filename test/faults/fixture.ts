import type { Gid } from '../../src/sandbox/state.ts'
import type { World } from '../../src/sandbox/world.ts'
import type { Harness } from './harness.ts'

/** The smallest department in which every kind of write happens. */
export type SmallWorld = Readonly<{
  bot: Readonly<{ gid: Gid; token: string }>
  person: Gid
  portfolio: Gid
  /** Is deleted in the course of the play. */
  otherPortfolio: Gid
  portfolios: readonly Gid[]
  project: Gid
  /** Leaves the portfolio in the course of the play. */
  other: Gid
  leads: Gid
  fields: Readonly<{ target: Gid; actual: Gid }>
}>

export function seedSmallWorld(world: World, now: Date): SmallWorld {
  const workspace = world.addWorkspace({ name: 'Marketing' }).gid
  const person = world.addUser({ name: 'Ana' }).gid
  const bot = world.addUser({ name: 'V2MOM Assistant' }).gid
  const token = world.addToken(bot, 'small-world')
  const began = { by: person, at: new Date(now.getTime() - 3 * 24 * 60 * 60 * 1000) }
  const number = { workspace, subtype: 'number' as const, precision: 2 }
  const fields = {
    target: world.addField({ ...number, name: 'Target' }).gid,
    actual: world.addField({ ...number, name: 'Actual' }).gid,
  }
  const portfolio = world.addPortfolio({ workspace, name: 'Europe', isPublic: true }, began).gid
  const otherPortfolio = world.addPortfolio({ workspace, name: 'Asia', isPublic: true }, began).gid
  // A person made the field by hand, forgot some options, and switched one off.
  const options = [{ name: 'On track' }, { name: 'Off track', enabled: false }]
  world.addField({ workspace, name: 'V2MOM health', subtype: 'enum', options }, began)
  const period = { startOn: '2026-10-01', dueOn: '2026-12-31' }
  const addProject = (name: string) => {
    const { gid } = world.addProject({ workspace, name, notes: 'Vision: be known', owner: person, ...period }, began)
    world.addItem(portfolio, gid, began)
    for (const field of Object.values(fields)) world.addFieldSetting(gid, field, began)
    return gid
  }
  const project = addProject('Fairs')
  const other = addProject('Old fairs')
  const section = world.addSection(project, { name: 'Measures' }, began).gid
  const leads = world.addTask(
    {
      ...{ name: 'Leads', sections: [section], assignee: person },
      values: { [fields.target]: 100 },
    },
    began,
  ).gid
  return {
    ...{ bot: { gid: bot, token }, person, portfolio, otherPortfolio, portfolios: [portfolio, otherPortfolio] },
    ...{ project, other, leads, fields },
  }
}

/** What people do, so that in the end every writing verb was needed. */
export const SMALL_EDITS: readonly ((harness: Harness<SmallWorld>) => void)[] = [
  (harness) => typeActual(harness, 90),
  ({ sandbox: { world }, seeded }) => world.removeItem(seeded.portfolio, seeded.other, { by: seeded.person }),
  ({ sandbox: { world }, seeded }) => world.deletePortfolio(seeded.otherPortfolio, { by: seeded.person }),
  // A day later a worse health makes a new comment instead of an edited one.
  (harness) => {
    harness.travel(25 * 60 * 60 * 1000)
    typeActual(harness, 10)
  },
  (harness) => typeActual(harness, 120),
]

function typeActual({ sandbox: { world }, seeded }: Harness<SmallWorld>, value: number): void {
  world.setValues(seeded.leads, { [seeded.fields.actual]: value }, { by: seeded.person })
}
