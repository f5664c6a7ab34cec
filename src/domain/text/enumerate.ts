import { joinRich, type Rich, rich } from './rich.ts'

/** The first few of many, and how many more there are: `a; b; and 3 more`. Nothing at all is `none`. */
export function enumerate<T>(things: readonly T[], most: number, render: (thing: T) => Rich): Rich {
  return things.length === 0 ? rich`none` : joinRich(truncateList(things, most, render), '; ')
}

/** The first few of many, one by one, and a last entry for the rest. */
export function truncateList<T>(
  things: readonly T[],
  most: number,
  render: (thing: T) => Rich,
  renderRest: (rest: readonly T[]) => Rich = (rest) => rich`and ${rest.length} more`,
): Rich[] {
  const rest = things.slice(most)
  const shown = things.slice(0, most).map(render)
  return rest.length === 0 ? shown : [...shown, renderRest(rest)]
}
