/** A command line that cannot be understood, or lacks something: exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError'
}
