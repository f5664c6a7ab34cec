/** A line that may still grow: what happens at the same moment to the same thing is told once. */
type Line = { readonly subject: unknown; readonly at: Date; readonly since: number; count: number; toText: ToText }
export type ToText = (count: number) => string

export type Lines = Readonly<{
  /** Adds a line about a subject, or lets the one that waits grow. */
  add(subject: unknown, at: Date, toText: ToText): void
  /** Writes what has stopped growing; with `isLast` everything. */
  flush(isLast?: boolean): void
}>

const GROWS_MS = 400

/** Lines in the order in which things began. */
export function createLines(write: (at: Date, text: string) => void): Lines {
  const waiting: Line[] = []
  return {
    add(subject, at, toText) {
      const line = waiting.find((candidate) => candidate.subject === subject)
      if (line) Object.assign(line, { count: line.count + 1, toText })
      else waiting.push({ subject, at, since: Date.now(), count: 1, toText })
    },
    flush(isLast = false) {
      const now = Date.now()
      const grown = waiting.findIndex((line) => !isLast && now - line.since < GROWS_MS)
      for (const line of waiting.splice(0, grown < 0 ? waiting.length : grown)) write(line.at, line.toText(line.count))
    },
  }
}
