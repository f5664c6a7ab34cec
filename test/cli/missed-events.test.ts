import { expect, it } from 'vitest'
import { openBureau } from './support.ts'

it('looks at a project anew that changed while no service ran, though no portfolio tells of it', async () => {
  await using bureau = await openBureau()
  const sync = () => bureau.cli(['sync'], { ASANA_PROJECTS: bureau.project })
  expect((await sync()).code).toBe(0)
  bureau.sandbox.world.updateProject(bureau.project, { name: 'Renamed meanwhile' }, { by: bureau.ann })
  expect((await sync()).stdout).toContain('Renamed meanwhile')
}, 60_000)
