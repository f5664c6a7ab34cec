import type { Exchange } from '../../src/sandbox/request-log.ts'
import { readDocument } from './openapi/document.ts'
import { checkExchange } from './openapi/exchange.ts'
import { isRelaxed } from './openapi/relaxations.ts'
import { createReporter } from './openapi/report.ts'
import { createValidator } from './openapi/validator.ts'

export type OpenApiChecker = Readonly<{
  /** False when Asana's document is not beside the repository: then nothing is checked. */
  isActive: boolean
  /** False when only successful answers are known. */
  knowsErrors: boolean
  /** What the document has against an exchange, each with the place and the rule. */
  check(exchange: Exchange): string[]
}>

let shared: OpenApiChecker | undefined

/** Compares exchanges with Asana's OpenAPI document and reports them; one per process, made when first asked for. */
export function createOpenApiChecker(): OpenApiChecker {
  shared ??= buildChecker(process.env['OPENAPI_REPORT_DIR'])
  return shared
}

/** A checker of its own, which reports to a directory, or to nobody. */
export function buildChecker(reportDir: string | undefined, cacheDir = reportDir): OpenApiChecker {
  const document = readDocument(cacheDir)
  if (document === undefined) return { isActive: false, knowsErrors: false, check: () => [] }
  const report = createReporter(reportDir)
  const validator = createValidator(document.schemas)

  return {
    isActive: true,
    knowsErrors: Object.values(document.operations).every((operation) => operation.knowsErrors),
    check(exchange) {
      // Faults on demand break the rules on purpose; what has no route is refused as Asana refuses it.
      if (exchange.isFault || exchange.operation === undefined) return []
      const name = `${exchange.method} ${exchange.operation}`
      const found = checkExchange(document, validator, name, exchange)
      const violations = found.filter((text) => !isRelaxed(`${name} ${text}`))
      report(name, violations)
      return violations
    },
  }
}
