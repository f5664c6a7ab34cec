import { expect, test } from 'vitest'
import { retry } from '../../src/cli/retry.ts'
import { PortError, RetryLaterError } from '../../src/flows/ports/index.ts'

test('goes on at once, and however often, while there is only more to read', async () => {
  const said: string[] = []
  let runs = 0
  const work = async () => {
    runs += 1
    if (runs <= 20) throw new RetryLaterError('More is still to be read', 0)
    return 'done'
  }
  await expect(retry(work, (line) => said.push(line))).resolves.toBe('done')
  expect(said).toEqual([])
})

test('gives up at once where waiting does not help', async () => {
  const refusal = new PortError('forbidden', 'readProject 1', 'no access')
  await expect(
    retry(
      () => Promise.reject(refusal),
      () => {},
    ),
  ).rejects.toBe(refusal)
})
