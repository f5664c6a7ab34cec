import type { z } from 'zod'
import { PortError } from '../flows/ports/index.ts'

/** Parses an answer once, at the edge. One that does not fit names the field, never its content. */
export function parseAnswer<Schema extends z.ZodType>(
  operation: string,
  schema: Schema,
  answer: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(answer)
  if (parsed.success) return parsed.data
  const places = parsed.error.issues.map(({ path, code }) => `${path.join('.') || 'the answer'} (${code})`)
  throw new PortError('transient', operation, `unexpected answer at ${[...new Set(places)].slice(0, 3).join(', ')}`)
}
