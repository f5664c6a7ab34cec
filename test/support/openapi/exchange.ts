import type { Exchange } from '../../../src/sandbox/request-log.ts'
import type { ApiDocument, Operation, Schema } from './document.ts'
import { checkQuery } from './query.ts'
import type { Validator } from './validator.ts'
import { widenList } from './widen.ts'

/** What the document has against one exchange of an operation such as `GET /tasks/{task_gid}`. */
export function checkExchange(document: ApiDocument, validator: Validator, name: string, exchange: Exchange): string[] {
  const operation = document.operations[name]
  if (operation === undefined) return ['is not in the document']
  // A request that was refused may be as wrong as it likes; its refusal must look right.
  return exchange.status < 400
    ? [...checkRequest(operation, validator, exchange), ...checkAnswer(document, operation, validator, exchange)]
    : checkAnswer(document, operation, validator, exchange)
}

function checkRequest(operation: Operation, validator: Validator, { query, requestBody, method }: Exchange): string[] {
  const inQuery = checkQuery(operation, query, validator)
  if (requestBody === undefined || method === 'GET') return inQuery
  if (operation.body) return [...inQuery, ...prefixed('body', validator.check('request', operation.body, requestBody))]
  const isEmpty = Object.keys(Object(Object(requestBody).data)).length === 0
  return isEmpty ? inQuery : [...inQuery, 'body: the document has none']
}

function checkAnswer(document: ApiDocument, operation: Operation, validator: Validator, exchange: Exchange): string[] {
  const documented: Schema | undefined = operation.answers[String(exchange.status)]
  if (documented === undefined) {
    const isUnknowable = exchange.status >= 400 && !operation.knowsErrors
    return isUnknowable ? [] : [`answer: status ${exchange.status} is not in the document`]
  }
  const schema = widenList(documented, exchange.query['opt_fields'], document.schemas)
  return prefixed('answer', validator.check('answer', schema, exchange.body))
}

function prefixed(side: string, violations: readonly string[]): string[] {
  return violations.map((text) => `${side}${text}`)
}
