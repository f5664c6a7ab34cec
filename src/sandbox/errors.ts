/** A refusal in Asana's words; becomes `{"errors": [{"message"}]}` with this status. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly status: number
  /** Keys beside `errors`, such as the `sync` of a 412. */
  readonly extra: Readonly<Record<string, unknown>>

  constructor(status: number, message: string, extra: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.status = status
    this.extra = extra
  }
}

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
