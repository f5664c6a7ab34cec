export const FAULT_KINDS = [
  '400',
  '401',
  '402',
  '403',
  '404',
  '429',
  '429-no-retry-after',
  '500',
  '503',
  '502-html',
  'bad-json',
  'slow',
  'cut-before',
  'cut-after',
] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

/** What goes wrong, for which requests, how often. */
export type Fault = Readonly<{
  kind: FaultKind
  method?: string
  /** Tested against the path below the base URL; without it every path is hit. */
  path?: RegExp
  /** 1 unless told; Infinity until cleared. */
  times?: number
  /** For `slow`, 1000 unless told. */
  delayMs?: number
  /** For `429`, in seconds, 1 unless told. */
  retryAfter?: number
}>

export const DELIVERY_FAULT_KINDS = ['drop', 'double', 'reorder', 'delay'] as const
/** What goes wrong with a delivery: lost, sent twice, its events turned round, or held back. */
export type DeliveryFault = Readonly<{
  kind: (typeof DELIVERY_FAULT_KINDS)[number]
  /** Of this webhook only. */
  webhook?: string
  times?: number
  /** For `delay`, 1000 unless told. */
  delayMs?: number
}>

export type Faults = Readonly<{
  add(fault: Fault): void
  addDelivery(fault: DeliveryFault): void
  clear(): void
  /** The next fault for a request, used up by being taken. */
  take(method: string, path: string): Fault | undefined
  takeDelivery(webhook: string): DeliveryFault | undefined
}>

/** Faults on demand, used in the order they were added. */
export function createFaults(): Faults {
  const requests = createShelf<Fault>()
  const deliveries = createShelf<DeliveryFault>()
  return {
    add: requests.add,
    addDelivery: deliveries.add,
    clear() {
      requests.clear()
      deliveries.clear()
    },
    take: (method, path) =>
      requests.take((fault) => (fault.method ?? method) === method && (fault.path?.test(path) ?? true)),
    takeDelivery: (webhook) => deliveries.take((fault) => (fault.webhook ?? webhook) === webhook),
  }
}

function createShelf<F extends { times?: number }>() {
  const shelf: { fault: F; left: number }[] = []
  return {
    add: (fault: F) => void shelf.push({ fault, left: fault.times ?? 1 }),
    clear: () => void shelf.splice(0),
    take(isHit: (fault: F) => boolean): F | undefined {
      const found = shelf.find(({ fault, left }) => left > 0 && isHit(fault))
      if (found) found.left -= 1
      return found?.fault
    },
  }
}
