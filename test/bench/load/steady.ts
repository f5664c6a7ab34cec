import { setTimeout as sleep } from 'node:timers/promises'
import type { Connection } from './connection.ts'

export type Rate = Readonly<{ perSecond: number; forMs: number }>

/**
 * Answer times in milliseconds at a fixed rate, sorted. What finds no free connection waits for one, and its waiting
 * counts; that our own timer comes late does not.
 */
export async function measureAnswers(
  connections: readonly Connection[],
  requests: readonly Buffer[],
  { perSecond, forMs }: Rate,
): Promise<number[]> {
  const free = [...connections]
  const line: { request: Buffer; since: number }[] = []
  const answers: number[] = []
  let refused = 0

  function serve(): void {
    for (let next = line[0]; next && free.length > 0; next = line[0]) {
      line.shift()
      const { since } = next
      const connection = free.shift()
      connection?.send(next.request, (status) => {
        answers.push(performance.now() - since)
        if (status !== 200) refused += 1
        free.push(connection)
        serve()
      })
    }
  }

  const total = Math.floor((perSecond * forMs) / 1000)
  const began = performance.now()
  for (let sent = 0; sent < total; await sleep(1)) {
    const due = Math.min(total, Math.floor(((performance.now() - began) / 1000) * perSecond) + 1)
    for (; sent < due; sent += 1)
      line.push({ request: requests[sent % requests.length] ?? Buffer.alloc(0), since: performance.now() })
    serve()
  }
  const deadline = performance.now() + 30_000
  while (answers.length < total && performance.now() < deadline) await sleep(1)
  if (answers.length < total || refused > 0)
    throw new Error(`${total - answers.length + refused} deliveries were not taken`)
  return answers.toSorted((a, b) => a - b)
}
