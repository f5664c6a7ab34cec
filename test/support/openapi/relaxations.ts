/** Where Asana's document is stricter than Asana: what is let pass, and why. */
export const RELAXATIONS: readonly Readonly<{ violation: RegExp; reason: string }>[] = [
  {
    violation: /^(POST|PUT) \S+ body\/data\/custom_fields/,
    reason: 'custom_fields of a request is typed as a map of strings, but numbers, lists and null are what is written',
  },
  {
    violation: /query opt_fields: (\S+\.)?(gid|resource_type) is not in the document/,
    reason: 'gid and resource_type can be asked for anywhere, the list of fields leaves them out',
  },
]

/** Whether a violation is one of those. */
export function isRelaxed(violation: string): boolean {
  return RELAXATIONS.some((relaxation) => relaxation.violation.test(violation))
}
