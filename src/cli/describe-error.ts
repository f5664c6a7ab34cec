import { PortError } from '../flows/ports/index.ts'
import { plain } from './format.ts'

const DOCTOR = 'npm run cli -- doctor tells more.'

/** What went wrong and what to do next, for the person who typed the command. */
export function explain(error: unknown): string {
  if (!(error instanceof PortError)) return error instanceof Error ? error.message : String(error)
  const said = plain(error.message)
  switch (error.kind) {
    case 'unauthorized':
      return 'Asana refuses the token. Create a new one at https://app.asana.com/0/my-apps and put it into ASANA_ACCESS_TOKEN.'
    case 'not-found':
      return `Asana knows nothing under this gid, or hides it from the token (${said}). Copy the number from the address in Asana. ${DOCTOR}`
    case 'forbidden':
      return `Asana refused (${said}). Share it with the token's user as an editor. ${DOCTOR}`
    case 'payment-required':
      return `The plan of the workspace lacks what was asked for (${said}).`
    case 'rate-limited':
      return `Asana asks to wait (${said}). Try again in a minute, or lower ASANA_REQUESTS_PER_MINUTE.`
    case 'transient':
      return `Asana does not answer (${said}). Try again; https://status.asana.com tells of outages. ${DOCTOR}`
    case 'bad-request':
      return `Asana did not understand (${said}). ${DOCTOR}`
    default:
      return error.kind satisfies never
  }
}
