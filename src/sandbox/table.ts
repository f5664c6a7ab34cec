export type Row = Readonly<Record<string, string>>

/** Rows as a table in plain text; the columns are those of the first row. */
export function toTable(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {})
  const widths = columns.map((name) => Math.max(name.length, ...rows.map((row) => (row[name] ?? '').length)))
  const toLine = (cells: readonly string[]) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd()
  const body = rows.map((row) => toLine(columns.map((name) => row[name] ?? '')))
  return [toLine(columns), toLine(widths.map((width) => '─'.repeat(width))), ...body].join('\n')
}
