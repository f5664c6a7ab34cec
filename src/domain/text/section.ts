import { bullets, type Rich, rich } from './rich.ts'

/** A part of an update: its name and its lines; an empty part says so. */
export function renderPart(name: string, lines: readonly Rich[], remark = ''): Rich {
  return lines.length === 0 ? renderLine(name, rich`none`) : rich`<strong>${name}</strong>${remark}${bullets(lines)}`
}

/** A part that is a single line. */
export function renderLine(name: string, line: Rich): Rich {
  return rich`<strong>${name}</strong>: ${line}`
}
