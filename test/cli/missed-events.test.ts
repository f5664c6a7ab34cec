import { expect, it } from 'vitest'
import { openFixture } from './support.ts'

it('looks at a project anew that changed while no service ran, though no portfolio tells of it', async () => {
  await using fixture = await openFixture()
  const sync = () => fixture.cli(['sync'], { ASANA_PROJECTS: fixture.project })
  expect((await sync()).code).toBe(0)
  fixture.sandbox.world.updateProject(fixture.project, { name: 'Renamed meanwhile' }, { by: fixture.ann })
  expect((await sync()).stdout).toContain('Renamed meanwhile')
}, 60_000)
