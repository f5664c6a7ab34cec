type IsAbsentable<Value> = null extends Value ? true : undefined extends Value ? true : false

/** The same type, with `null` and `undefined` spelt as a missing property. */
type WithoutAbsent<T> = { [K in keyof T as IsAbsentable<T[K]> extends true ? never : K]: T[K] } & {
  [K in keyof T as IsAbsentable<T[K]> extends true ? K : never]?: NonNullable<T[K]>
}

/** Leaves out every property that is null or undefined, so that what is absent has no property at all. */
export function omitAbsent<T extends object>(properties: T): WithoutAbsent<T> {
  const present = Object.entries(properties).filter(([, value]) => value !== null && value !== undefined)
  return Object.fromEntries(present) as WithoutAbsent<T>
}
