/** At most one of these may stand before each component word of a name. */
export const QUALIFIERS: readonly string[] = [
  ...['our', 'my', 'your', 'the', 'core', 'key', 'main', 'top', 'guiding', 'strategic', 'success', 'potential'],
  ...['possible', 'known', 'team', 'department', 'company', 'business', 'corporate', 'marketing', 'sales', 'project'],
  ...['annual', 'yearly', 'quarterly', 'overall', 'primary', 'major', 'biggest', 'critical', 'expected', 'shared'],
  ...['unser', 'unsere', 'unsre', 'mögliche', 'wichtige', 'wichtigste', 'zentrale'],
  ...['notre', 'nos', 'les', 'la', 'le', 'principaux', 'principales'],
  ...['nuestra', 'nuestro', 'nuestras', 'nuestros', 'posibles', 'principais'],
  ...['nossa', 'nosso', 'nossas', 'nossos', 'possíveis'],
  ...['la nostra', 'il nostro', 'le nostre', 'i nostri', 'principali', 'onze', 'mogelijke', 'belangrijkste'],
]

/** What may stand behind a component word, beside brackets, periods and numbers. */
export const TAILS: readonly string[] = [
  ...['of success', 'des Erfolgs', 'für den Erfolg', 'de succès', 'de réussite', 'de éxito', 'del éxito'],
  ...['de sucesso', 'do sucesso', 'di successo', 'van succes'],
]

/** The words that join names, as the signs `&`, `+`, `/` and commas do. */
export const CONJUNCTIONS: readonly string[] = ['and', 'und', 'et', 'y', 'e', 'ed', 'en']

/** The words that may stand between a name and its period, as in `KPIs for 2026`. */
export const PERIOD_PREPOSITIONS: readonly string[] = ['for', 'für', 'pour', 'para', 'per', 'voor']
