import { appendFileSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

type Line = { operation: string; violations: string[] }
export type Totals = Readonly<{ exchanges: number; operations: number; violations: readonly string[] }>

/** Writes what was checked to a file of this process; without a directory it writes nothing. */
export function createReporter(dir: string | undefined): (operation: string, violations: string[]) => void {
  if (dir === undefined) return () => {}
  const file = join(dir, `${process.pid}.jsonl`)
  return (operation, violations) => {
    const line: Line = { operation, violations }
    appendFileSync(file, `${JSON.stringify(line)}\n`)
  }
}

/** Adds up what all processes have checked. */
export function addUp(dir: string): Totals {
  const files = readdirSync(dir).filter((name) => name.endsWith('.jsonl'))
  const lines = files.flatMap((name) => readFileSync(join(dir, name), 'utf8').trim().split('\n'))
  const checked: Line[] = lines.map((line) => JSON.parse(line))
  const violations = checked.flatMap((line) => line.violations.map((text) => `${line.operation} ${text}`))
  return {
    exchanges: checked.length,
    operations: new Set(checked.map((line) => line.operation)).size,
    violations: [...new Set(violations)],
  }
}
