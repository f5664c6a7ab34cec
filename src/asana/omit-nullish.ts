/** Keys that may be null or undefined become keys that may be missing. */
type Present<T> = { [K in keyof T as IsAbsentable<T[K]> extends true ? never : K]: T[K] } & {
  [K in keyof T as IsAbsentable<T[K]> extends true ? K : never]?: NonNullable<T[K]>
}
type IsAbsentable<Value> = null extends Value ? true : undefined extends Value ? true : false

/** The border where null ends: leaves out every entry that is null or undefined. */
export function omitNullish<T extends object>(entries: T): Present<T> {
  const kept = Object.entries(entries).filter(([, value]) => value !== null && value !== undefined)
  return Object.fromEntries(kept) as Present<T>
}
