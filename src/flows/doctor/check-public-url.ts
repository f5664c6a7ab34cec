import { type CheckResult, ok, problem, warning } from './check-result.ts'

/** The answer under the public address, or the reason why there was none. */
export type ProbeResult = Readonly<{ status: number; isOurs: boolean }> | Readonly<{ reason: string }>

export function checkPublicUrl(publicUrl: string, probe: ProbeResult): CheckResult {
  const subject = 'Public address'
  if ('reason' in probe) {
    return problem(
      subject,
      `${publicUrl} does not answer: ${probe.reason}.`,
      'Start the service (npm start), and let your proxy or tunnel lead there.',
    )
  }
  if (probe.isOurs) return ok(subject, `${publicUrl} leads to this service.`)
  if (probe.status === 503) {
    return warning(subject, `${publicUrl} answers, but cannot store anything now.`, 'Look at its Redis.')
  }
  return problem(
    subject,
    `${publicUrl} answers, but not as this service (status ${probe.status}).`,
    'Let it lead to the port of the service, and pass on POST /webhooks/asana/….',
  )
}
