export type LineStyle = Readonly<{
  /** Stands before the text of the line, if it gets any. */
  mark?: string
  /** The mark says it all: no bold inside. */
  isPlain?: boolean
  /** A newline does not end it: one item is one line. */
  isOneLine?: boolean
}>

export type Lines = Readonly<{
  write(text: string): void
  /** +1 where a bold tag opens, -1 where it closes. */
  bold(step: 1 | -1): void
  /** Ends the line, even an empty one. */
  breakLine(): void
  /** Ends the line unless it is still empty. */
  endText(): void
  /** Starts a new line of this style. */
  startBlock(style?: LineStyle): void
  /** Adds finished lines behind the text so far. */
  add(...lines: string[]): void
  /** How many lines are finished. */
  count(): number
  /** Takes the finished lines from the given number on away. */
  takeFrom(start: number): string[]
  toText(): string
}>

type Run = { text: string; isBold: boolean }

/** Collects runs of text into lines and marks what is bold, line by line. */
export function createLines(): Lines {
  const done: string[] = []
  let style: LineStyle = {}
  let runs: Run[] = []
  let boldDepth = 0

  function endLine(): void {
    done.push(render(runs, style))
    runs = []
    style = {}
  }
  function endText(): void {
    if (runs.some(({ text }) => text.trim() !== '')) endLine()
  }
  function breakLine(): void {
    if (style.isOneLine) runs.push({ text: ' ', isBold: boldDepth > 0 })
    else endLine()
  }

  return {
    write(text) {
      const [first = '', ...others] = text.replaceAll('\r', '').split('\n')
      runs.push({ text: first, isBold: boldDepth > 0 })
      for (const line of others) {
        breakLine()
        runs.push({ text: line, isBold: boldDepth > 0 })
      }
    },
    bold(step) {
      boldDepth = Math.max(boldDepth + step, 0)
    },
    breakLine,
    endText,
    startBlock(next = {}) {
      endText()
      runs = []
      style = next
    },
    add(...lines) {
      endText()
      done.push(...lines)
    },
    count: () => done.length,
    takeFrom: (start) => done.splice(start),
    toText() {
      return [...done, render(runs, style)].join('\n').trim()
    },
  }
}

function render(runs: readonly Run[], { mark = '', isPlain = false }: LineStyle): string {
  const text = merge(runs)
    .map((run) => (run.isBold && !isPlain ? markBold(run.text) : run.text))
    .join('')
  const trimmed = mark === '' ? text.trimEnd() : text.trim().replace(/\s+/g, ' ')
  return trimmed === '' ? '' : mark + trimmed
}

/** Joins neighbours of one weight; a gap between two bold runs is bold too. */
function merge(runs: readonly Run[]): Run[] {
  const merged: Run[] = []
  for (const run of runs) {
    if (run.text === '') continue
    const last = merged.at(-1)
    const joins = last?.isBold === run.isBold || (last?.isBold && run.text.trim() === '')
    if (last && joins) last.text += run.text
    else merged.push({ ...run })
  }
  return merged
}

/** The marks stand close to the words: `**word** `, never `**word **`. */
function markBold(text: string): string {
  const word = text.trim()
  return word === '' ? text : text.replace(word, () => `**${word}**`)
}
