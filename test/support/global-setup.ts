import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readDocument } from './openapi/document.ts'
import { addUp } from './openapi/report.ts'

/** Gives all test processes one place for what they check against Asana's document, and adds it up at the end. */
export function setup(): () => void {
  const dir = mkdtempSync(join(tmpdir(), 'openapi-'))
  process.env['OPENAPI_REPORT_DIR'] = dir
  const isThere = readDocument(dir) !== undefined
  return () => {
    const totals = addUp(dir)
    rmSync(dir, { recursive: true })
    if (!isThere)
      return console.log("OpenAPI: Asana's document was not found beside the repository, nothing was checked")
    const { operations, exchanges, violations } = totals
    const counts = `${operations} operations checked in ${exchanges.toLocaleString('en-US')} exchanges`
    console.log(`OpenAPI: ${counts}, ${violations.length} violations`)
    if (violations.length > 0) throw new Error(`OpenAPI violations:\n${violations.join('\n')}`)
  }
}
