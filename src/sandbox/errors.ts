/** A refusal in Asana's words; becomes `{"errors": [{"message"}]}` with this status. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly status: number
  /** Keys beside `message`, and keys beside `errors` such as the `sync` of a 412. */
  readonly more: RefusalMore

  constructor(status: number, message: string, more: RefusalMore = {}) {
    super(message)
    this.status = status
    this.more = more
  }
}

type RefusalMore = Readonly<{ error?: Readonly<Record<string, unknown>>; body?: Readonly<Record<string, unknown>> }>

/** The body of a refusal; one that carries more than errors explains itself there. */
export function bodyOf({ message, more }: Refusal): unknown {
  const help = more.body ? {} : { help: HELP }
  return { ...more.body, errors: [{ message, ...help, ...more.error }] }
}

const HELP =
  'For more information on API status codes and how to handle them, read the docs on errors: https://developers.asana.com/docs/errors'

/** 400: the request is wrong. */
export function invalid(message: string): Refusal {
  return new Refusal(400, message)
}

/** An object named in a body or a query that does not exist is a wrong request. */
export function unknownInput(field: string, gid: unknown): Refusal {
  return invalid(`${field}: Unknown object: ${String(gid)}`)
}

/** 404: the object the path names does not exist. */
export function unknownObject(kind: string, gid: string): Refusal {
  return new Refusal(404, `${kind}: Unknown object: ${gid}`)
}

/** 403: it exists, but this user may not. */
export function forbidden(message: string): Refusal {
  return new Refusal(403, message)
}
