import { type Row, toTable } from '../../../src/sandbox/table.ts'
import type { Counts } from '../watch/requests.ts'

/** Where the requests of one piece of work went, beside the smallest number for each operation. */
export type Split = Readonly<{ name: string; counts: Counts; smallest: Counts }>

/** One table over all pieces of work: every operation, what it took, what it had to take. */
export function renderSplits(splits: readonly Split[]): string {
  return `Where the requests go\n${toTable(splits.flatMap(toRows))}\n`
}

function toRows({ name, counts, smallest }: Split): Row[] {
  const operations = [...new Set([...Object.keys(counts), ...Object.keys(smallest)])]
  const rows = operations.map((operation) => {
    const [asked, least] = [counts[operation] ?? 0, smallest[operation] ?? 0]
    return { operation, asked, least, surplus: asked - least }
  })
  return rows
    .toSorted((a, b) => b.surplus - a.surplus)
    .map(({ operation, asked, least, surplus }, n) => ({
      work: n === 0 ? name : '',
      operation,
      requests: String(asked),
      smallest: String(least),
      surplus: surplus === 0 ? '' : String(surplus),
    }))
}

export function sum(counts: Counts): number {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}
