/** Shifts the clock of this whole process, the queue's included; the parent may shift it again while it runs. */
export function shiftClock(initialMs: number): void {
  let shiftMs = initialMs
  const Real = Date
  const now = () => Real.now() + shiftMs
  globalThis.Date = new Proxy(Real, {
    construct: (target, args: unknown[]) => Reflect.construct(target, args.length === 0 ? [now()] : args),
    get: (target, property) => (property === 'now' ? now : Reflect.get(target, property)),
  })
  process.on('message', (message: { shiftMs?: number }) => {
    if (message.shiftMs !== undefined) shiftMs = message.shiftMs
  })
}
