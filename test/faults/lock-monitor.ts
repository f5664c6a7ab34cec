import type { DecoratePort } from '../../src/app/context.ts'
import type { StorePort } from '../../src/flows/ports/index.ts'

/** From when to when a process held a lock, in milliseconds that all processes of a machine share. */
export type Held = Readonly<{ lock: string; from: number; to: number }>

/** Tells of every lock that was held, around what `inner` does. */
export function watchLocks(tell: (held: Held) => void, inner: DecoratePort): DecoratePort {
  return (name, port) => {
    const wrapped = inner(name, port)
    if (name !== 'store') return wrapped
    const store = wrapped as StorePort
    const watched: StorePort = {
      ...store,
      withLock: (lock, waitMs, work) =>
        store.withLock(lock, waitMs, async (held) => {
          const from = now()
          try {
            return await work(held)
          } finally {
            tell({ lock, from, to: now() })
          }
        }),
    }
    return watched as typeof port
  }
}

/** Whatever the clock was shifted to. */
function now(): number {
  return performance.timeOrigin + performance.now()
}
