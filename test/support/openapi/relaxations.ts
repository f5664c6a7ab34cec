/** Where Asana's document is stricter than Asana: what is let pass, and why. */
export const RELAXATIONS: readonly Readonly<{ violation: RegExp; reason: string }>[] = [
  {
    violation: /^(POST|PUT) \S+ body\/data\/custom_fields/,
    reason: 'custom_fields of a request is typed as a map of strings, but numbers, lists and null are what is written',
  },
  {
    violation: /body: must NOT have unevaluated properties \(options\)/,
    reason: 'output options beside data are told of in the guide on input and output options only',
  },
  {
    violation: /answer: status (402|429) is not in the document/,
    reason: 'plans and rate limits are told of once for all operations, not with each',
  },
  {
    violation: /^PUT \/custom_fields\/\S+ body\/data: must have required property 'workspace'/,
    reason: 'the workspace of a field cannot change; only creating one needs it',
  },
  {
    violation: /^POST \/webhooks answer\/errors\/\*: must NOT have unevaluated properties \(error\)/,
    reason: 'a refused filter comes with a code of its own, which is how it can be told from other refusals',
  },
  {
    violation: /^GET \/events answer\/data\/\*\/(parent|user): must be object/,
    reason: 'the description has them null for changes and for events of the system, the type does not',
  },
  {
    violation:
      /^GET \/events answer\/data\/\*\/(parent|resource): must NOT have unevaluated properties \(resource_subtype\)/,
    reason: 'events come with the subtypes of what they are about, which the type of a mere named resource lacks',
  },
  {
    violation: /query opt_fields: owner\.name is not in the document/,
    reason: 'a project has an owner with a name, but its list of fields has the owner alone',
  },
  {
    violation: /^POST \/status_updates body\/data: must have required property 'text'/,
    reason: 'html_text stands in for text, as with comments',
  },
  {
    violation: /^POST \/tasks\S* body\/data: must NOT have unevaluated properties \(memberships\)/,
    reason: 'marked read-only, but told of as something to give when a task is created',
  },
  {
    violation: /\/(old|new)_number_value: must be integer/,
    reason: 'typed as integer, but percentages are fractions',
  },
  {
    violation: /\/(old|new)_dates\/due_on: must be string/,
    reason: 'no due date is null, as with start_on and due_at beside it',
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
