import { type Line, ok, problem, warning } from './check-result.ts'

/** What came back from our own public address: an answer, or the reason why none came. */
export type ProbeResult = Readonly<{ status: number; isOurs: boolean }> | Readonly<{ reason: string }>

/** Whether Asana would find the service under its public address. */
export function checkReach(publicUrl: string, reached: ProbeResult): Line {
  const subject = 'Public address'
  if ('reason' in reached) {
    return problem(
      subject,
      `${publicUrl} does not answer: ${reached.reason}.`,
      'Start the service (npm start), and let your proxy or tunnel lead there.',
    )
  }
  if (reached.isOurs) return ok(subject, `${publicUrl} leads to this service.`)
  if (reached.status === 503) {
    return warning(subject, `${publicUrl} answers, but cannot store anything now.`, 'Look at its Redis.')
  }
  return problem(
    subject,
    `${publicUrl} answers, but not as this service (status ${reached.status}).`,
    'Let it lead to the port of the service, and pass on POST /webhooks/asana/….',
  )
}
