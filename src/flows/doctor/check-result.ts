/** One thing the doctor has looked at. */
export type Line = Readonly<{
  subject: string
  state: 'ok' | 'warning' | 'problem'
  /** One plain sentence. */
  message: string
  /** What to do about it; absent where all is well. */
  fix?: string
}>

export function ok(subject: string, message: string): Line {
  return { subject, state: 'ok', message }
}

export function warning(subject: string, message: string, fix: string): Line {
  return { subject, state: 'warning', message, fix }
}

export function problem(subject: string, message: string, fix: string): Line {
  return { subject, state: 'problem', message, fix }
}

/** For what cannot be looked at; the problem itself has a line of its own. */
export function notChecked(subject: string, because: string): Line {
  return warning(subject, `Not checked: ${because}.`, 'Settle that first and run doctor again.')
}
