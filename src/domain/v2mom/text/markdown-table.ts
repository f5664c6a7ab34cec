/** Cells of a table row in markdown, its outer pipes left out. */
export function toCells(source: string): string[] {
  const inner = source.replace(/^\|/, '').replace(/(?<!\\)\|$/, '')
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'))
}

/** `|---|:---:|`: the row above it is the head of the table. */
export function isDelimiterRow(source: string): boolean {
  return /^\|?\s*:?--/.test(source) && toCells(source).every((cell) => /^:?-+:?$/.test(cell))
}
