/** The result of one check of `doctor`. */
export type CheckResult = Readonly<{
  subject: string
  state: 'ok' | 'warning' | 'problem'
  /** One plain sentence. */
  message: string
  /** The next step; absent for `ok`. */
  fix?: string
}>

export function ok(subject: string, message: string): CheckResult {
  return { subject, state: 'ok', message }
}

export function warning(subject: string, message: string, fix: string): CheckResult {
  return { subject, state: 'warning', message, fix }
}

export function problem(subject: string, message: string, fix: string): CheckResult {
  return { subject, state: 'problem', message, fix }
}

/** For a check that depends on another one, which failed and has a result of its own. */
export function notChecked(subject: string, because: string): CheckResult {
  return warning(subject, `Not checked: ${because}.`, 'Settle that first and run doctor again.')
}
