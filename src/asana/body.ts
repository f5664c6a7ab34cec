/** A request's body in Asana's envelope. */
export function body<T extends object>(data: T): { data: T } {
  return { data }
}

/**
 * Options for the few SDK functions that take the body among them. They also send every option they can see as a query
 * parameter (`body=[object Object]`), so the body is put where only a look by name finds it.
 */
export function optionsWithBody<T extends object>(options: T, data: object): T & { body: object } {
  Object.defineProperty(options, 'body', { value: body(data), enumerable: false })
  return options as T & { body: object }
}
