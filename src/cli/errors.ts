import { PortError } from '../flows/ports/index.ts'
import { stripControlChars } from './format.ts'

/** A command line or answer that cannot be used: exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError'
}

const DOCTOR = 'npm run cli -- doctor tells more.'

/** What went wrong and what to do next, for the person who typed the command. */
export function describeError(error: unknown): string {
  if (!(error instanceof PortError)) return error instanceof Error ? error.message : String(error)
  const detail = stripControlChars(error.message)
  switch (error.kind) {
    case 'unauthorized':
      return 'Asana refuses the token. Create a new one at https://app.asana.com/0/my-apps and put it into ASANA_ACCESS_TOKEN.'
    case 'not-found':
      return `Asana knows nothing under this gid, or hides it from the token (${detail}). Copy the number from the address in Asana. ${DOCTOR}`
    case 'forbidden':
      return `Asana refused (${detail}). Share it with the token's user as an editor. ${DOCTOR}`
    case 'payment-required':
      return `The plan of the workspace lacks what was asked for (${detail}).`
    case 'rate-limited':
      return `Asana asks to wait (${detail}). Try again in a minute, or lower ASANA_REQUESTS_PER_MINUTE.`
    case 'transient':
      return `Asana does not answer (${detail}). Try again; https://status.asana.com tells of outages. ${DOCTOR}`
    case 'bad-request':
      return `Asana did not understand (${detail}). ${DOCTOR}`
    default:
      return error.kind satisfies never
  }
}
