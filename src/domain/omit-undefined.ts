/** The same type, with `undefined` spelt as a missing property. */
export type WithoutAbsent<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K]
} & { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> }

/** Leaves out what is undefined, so that an absent thing has no property at all. */
export function withoutAbsent<T extends object>(thing: T): WithoutAbsent<T> {
  const standing = Object.entries(thing).filter(([, value]) => value !== undefined)
  return Object.fromEntries(standing) as WithoutAbsent<T>
}
