import type { PortError } from '../ports/index.ts'
import { type Line, problem, warning } from './check-result.ts'

/** What it means when Asana answers a look with a failure. */
export function checkFailure(subject: string, error: PortError): Line {
  switch (error.kind) {
    case 'unauthorized':
      return problem(
        subject,
        'Asana refuses the token.',
        'Create a new one at https://app.asana.com/0/my-apps, put it into ASANA_ACCESS_TOKEN and restart.',
      )
    case 'rate-limited':
      return warning(subject, 'Asana asks to wait before the next request.', 'Wait a minute and run doctor again.')
    case 'transient':
      return problem(
        subject,
        `Asana does not answer: ${error.message}.`,
        'Look at the network and ASANA_BASE_URL; https://status.asana.com tells of outages.',
      )
    case 'payment-required':
    case 'forbidden':
    case 'not-found':
    case 'bad-request':
      return problem(subject, `Asana refuses: ${error.message}.`, 'Share with the token’s user what it must see.')
    default:
      return error.kind satisfies never
  }
}
