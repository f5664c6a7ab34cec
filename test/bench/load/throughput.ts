import type { Connection } from './connection.ts'

/** Deliveries a second that a receiver takes when every connection sends its next one as soon as the last is answered. */
export async function measureThroughput(
  connections: readonly Connection[],
  requests: readonly Buffer[],
  forMs: number,
): Promise<number> {
  const began = performance.now()
  const counts = await Promise.all(
    connections.map((connection, n) => sendInTurn(connection, requests, n, began + forMs)),
  )
  const total = counts.reduce((sum, count) => sum + count, 0)
  return (total / (performance.now() - began)) * 1000
}

function sendInTurn(connection: Connection, requests: readonly Buffer[], from: number, until: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let taken = 0
    function next(): void {
      const request = requests[(from + taken) % requests.length]
      if (request === undefined || performance.now() >= until) {
        resolve(taken)
        return
      }
      connection.send(request, (status) => {
        taken += 1
        if (status === 200) next()
        else reject(new Error(`A delivery was answered with ${status}`))
      })
    }
    next()
  })
}
