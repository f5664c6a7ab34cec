import { quote } from '../../domain/strings/quote.ts'

/** A name within a sentence. */
export function quoted(name: string): string {
  return quote({ name })
}
