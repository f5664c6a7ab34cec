import { describe, expect, it } from 'vitest'
import { LockUnavailableError } from '../../src/flows/ports/index.ts'
import { asana, gateway, recordingRateLimiter, TOKEN, withoutNetwork } from './nock-gateway.ts'

withoutNetwork()

describe('a guarded gateway', () => {
  it('asks after it has its place and right before each write, and sends nothing when the answer is no', async () => {
    const rateLimiter = recordingRateLimiter()
    const guarded = gateway({ token: TOKEN, rateLimiter }).withWriteGuard(async () => {
      rateLimiter.log.push('check')
      throw new LockUnavailableError('lost')
    })
    await expect(guarded.createComment('1', '<body>Hello</body>')).rejects.toBeInstanceOf(LockUnavailableError)
    expect(rateLimiter.log).toEqual(['take write', 'check', 'give back write'])
  })

  it('reads without asking', async () => {
    asana()
      .get('/users/me')
      .query(true)
      .reply(200, { data: { gid: '9', name: 'Bot' } })
    const guarded = gateway().withWriteGuard(() => Promise.reject(new LockUnavailableError('lost')))
    expect(await guarded.readMe()).toMatchObject({ gid: '9' })
  })

  it('asks everybody when it is guarded twice', async () => {
    const asked: string[] = []
    const once = gateway().withWriteGuard(async () => void asked.push('outer'))
    const twice = once.withWriteGuard(async () => {
      asked.push('inner')
      throw new LockUnavailableError('lost')
    })
    await expect(twice.deleteWebhook('1')).rejects.toBeInstanceOf(LockUnavailableError)
    expect(asked).toEqual(['outer', 'inner'])
  })
})
