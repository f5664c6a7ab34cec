import { expect, test } from 'vitest'
import { patiently } from '../../src/cli/retry.ts'
import { NotYet, PortError } from '../../src/flows/ports/index.ts'

test('goes on at once, and however often, while there is only more to read', async () => {
  const said: string[] = []
  let runs = 0
  const work = async () => {
    runs += 1
    if (runs <= 20) throw new NotYet('More is still to be read', 0)
    return 'done'
  }
  await expect(patiently(work, (line) => said.push(line))).resolves.toBe('done')
  expect(said).toEqual([])
})

test('gives up at once where waiting does not help', async () => {
  const refusal = new PortError('refused', 'readProject 1', 'no access')
  await expect(
    patiently(
      () => Promise.reject(refusal),
      () => {},
    ),
  ).rejects.toBe(refusal)
})
