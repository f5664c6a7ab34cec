import type { PortError } from '../ports/index.ts'
import { type CheckResult, problem, warning } from './check-result.ts'

/** The result of a check that Asana answered with an error. */
export function describeFailure(subject: string, error: PortError): CheckResult {
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
