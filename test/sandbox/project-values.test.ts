import { describe, expect, it } from 'vitest'
import { startWorld } from './client.ts'

describe('values on a project', () => {
  async function startWithPortfolio() {
    const at = await startWorld()
    const field = at.world.addField({
      workspace: at.workspace,
      name: 'KPI',
      subtype: 'number',
      format: 'percentage',
      precision: 1,
    }).gid
    const portfolio = at.world.addPortfolio({ workspace: at.workspace, name: 'Marketing' }, { by: at.bot }).gid
    const write = (value: unknown) => at.api.put(`/projects/${at.project}`, { custom_fields: { [field]: value } })
    return { ...at, field, portfolio, write }
  }

  it('need a portfolio that holds the project and has the field', async () => {
    await using at = await startWithPortfolio()
    at.world.addFieldSetting(at.project, at.field)
    expect((await at.write(0.5)).message).toBe(`Custom field with ID ${at.field} is not on given object`)
    at.world.addItem(at.portfolio, at.project)
    expect((await at.write(0.5)).status).toBe(400)
    at.world.addFieldSetting(at.portfolio, at.field)
    const { data } = await at.write(0.5)
    expect(data.custom_fields).toMatchObject([{ gid: at.field, number_value: 0.5, display_value: '50.0%' }])
    expect(data.custom_field_settings).toMatchObject([{ custom_field: { gid: at.field }, parent: { gid: at.project } }])
  })

  it('do not reach its tasks, nor projects two levels down', async () => {
    await using at = await startWithPortfolio()
    const above = at.world.addPortfolio({ workspace: at.workspace, name: 'All' }, { by: at.bot }).gid
    at.world.addItem(above, at.portfolio)
    at.world.addItem(at.portfolio, at.project)
    at.world.addFieldSetting(above, at.field)
    expect((await at.write(0.5)).status).toBe(400)
    const onPortfolio = await at.api.put(`/portfolios/${at.portfolio}`, { custom_fields: { [at.field]: 0.5 } })
    expect(onPortfolio.data.custom_fields).toMatchObject([{ number_value: 0.5 }])
    const task = at.world.addTask({ name: 'Leads', projects: [at.project] }).gid
    expect((await at.api.put(`/tasks/${task}`, { custom_fields: { [at.field]: 0.5 } })).status).toBe(400)
  })

  it('are compact: no precision, no format', async () => {
    await using at = await startWithPortfolio()
    at.world.addItem(at.portfolio, at.project)
    at.world.addFieldSetting(at.portfolio, at.field)
    const { data } = await at.api.get(`/projects/${at.project}?opt_fields=custom_fields`)
    expect(Object.keys(data.custom_fields[0])).not.toEqual(expect.arrayContaining(['precision']))
    expect(data.custom_fields[0]).toMatchObject({ name: 'KPI', type: 'number', number_value: null })
  })
})
