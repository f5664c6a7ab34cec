import { describe, expect, it } from 'vitest'
import { LockUnavailableError, PortError, type PortErrorKind } from '../../../src/flows/ports/index.ts'
import { runAllThenThrow } from '../../../src/flows/ports/run-all.ts'

async function run(first: Error): Promise<{ ran: string[]; error: unknown }> {
  const ran: string[] = []
  const error = await runAllThenThrow([
    async () => {
      throw first
    },
    async () => void ran.push('second'),
    async () => void ran.push('third'),
  ]).catch((thrown: unknown) => thrown)
  return { ran, error }
}

describe('parts that are run in turn', () => {
  it('go on after one with an error of its own, which shows in the end', async () => {
    const poison = new TypeError('cannot read this')
    expect(await run(poison)).toEqual({ ran: ['second', 'third'], error: poison })
  })

  it.each(['not-found', 'forbidden', 'bad-request', 'payment-required'] as PortErrorKind[])(
    'go on when Asana says of one that it is %s',
    async (failure) => {
      expect((await run(new PortError(failure, 'readProject 1', 'no'))).ran).toEqual(['second', 'third'])
    },
  )

  it.each(['transient', 'rate-limited', 'unauthorized'] as PortErrorKind[])(
    'stop when Asana answers nobody: %s',
    async (failure) => {
      expect((await run(new PortError(failure, 'readProject 1', 'no'))).ran).toEqual([])
    },
  )

  it('stop when the lock is lost', async () => {
    expect((await run(new LockUnavailableError('lost'))).ran).toEqual([])
  })
})
