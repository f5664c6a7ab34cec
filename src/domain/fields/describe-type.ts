/** A type of custom field as people know it: `number field`, `single-select field`. */
export function describeType(type: string): string {
  return TYPES[type] ?? `${type} field`
}

const TYPES: Readonly<Record<string, string>> = {
  number: 'number field',
  text: 'text field',
  enum: 'single-select field',
  multi_enum: 'multi-select field',
  date: 'date field',
  people: 'people field',
}
