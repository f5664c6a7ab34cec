import { describe, expect, it } from 'vitest'
import { LockBusy } from '../../src/flows/ports/index.ts'
import { asana, gateway, TOKEN, watchedBudget, withoutNetwork } from './support.ts'

withoutNetwork()

describe('a guarded gateway', () => {
  it('asks after it has its place and right before each write, and sends nothing when the answer is no', async () => {
    const budget = watchedBudget()
    const guarded = gateway({ token: TOKEN, budget }).guardedBy(async () => {
      budget.log.push('check')
      throw new LockBusy('lost')
    })
    await expect(guarded.createComment('1', '<body>Hello</body>')).rejects.toBeInstanceOf(LockBusy)
    expect(budget.log).toEqual(['take write', 'check', 'give back write'])
  })

  it('reads without asking', async () => {
    asana()
      .get('/users/me')
      .query(true)
      .reply(200, { data: { gid: '9', name: 'Bot' } })
    const guarded = gateway().guardedBy(() => Promise.reject(new LockBusy('lost')))
    expect(await guarded.readMe()).toMatchObject({ gid: '9' })
  })

  it('asks everybody when it is guarded twice', async () => {
    const asked: string[] = []
    const once = gateway().guardedBy(async () => void asked.push('outer'))
    const twice = once.guardedBy(async () => {
      asked.push('inner')
      throw new LockBusy('lost')
    })
    await expect(twice.deleteWebhook('1')).rejects.toBeInstanceOf(LockBusy)
    expect(asked).toEqual(['outer', 'inner'])
  })
})
