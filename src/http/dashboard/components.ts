import type { Finding, Health, Measure, MeasureStatus } from '../../domain/model.ts'
import { type Html, html, link } from './html.ts'

/** A health or status in its colour. */
export function renderHealth(health: Health | MeasureStatus): Html {
  return html`<span class="health ${toClass(health)}">${health}</span>`
}

type Figures = Readonly<{ attainment?: number; expected?: number }>

/** Attainment as a bar, with a tick where it is expected to be by now. */
export function renderBar({ attainment, expected }: Figures, health: Health | MeasureStatus): Html {
  const x = expected === undefined ? undefined : toX(expected)
  const tick = x === undefined ? undefined : html`<path class="tick" d="M${x} 0V8" vector-effect="non-scaling-stroke"/>`
  const bar = html`<rect class="${toClass(health)}" width="${toX(attainment ?? 0)}" height="8"/>`
  return html`<svg viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="${renderFigures({ attainment, expected })}"><rect class="rail" width="100" height="8"/>${bar}${tick}</svg>`
}

/** The same as text. */
export function renderFigures({ attainment, expected }: { [name in keyof Figures]: number | undefined }): string {
  if (attainment === undefined) return 'not measurable yet'
  const reached = `${toPercent(attainment)} of target`
  return expected === undefined ? reached : `${reached}, ${toPercent(expected)} expected`
}

export function renderMeasures(measures: readonly Measure[]): Html | undefined {
  if (measures.length === 0) return undefined
  return html`<h3>Measures</h3><div class="scroll"><table>
<tr><th>Measure</th><th>Actual of target</th><th>Attainment</th><th>Status</th><th>Owner</th><th>Due</th></tr>
${measures.map(renderMeasure)}</table></div>`
}

function renderMeasure(measure: Measure): Html {
  return html`<tr><td>${link(measure.permalinkUrl, measure.name)}</td><td class="number">${renderNumbers(measure)}</td>
<td>${renderBar(measure, measure.status)}<small>${renderFigures({ attainment: measure.attainment, expected: measure.expected })}</small></td>
<td>${renderHealth(measure.status)}</td><td>${measure.owner?.name ?? 'nobody'}</td><td class="number">${measure.dueOn ?? 'none'}</td></tr>
`
}

function renderNumbers({ type, actual, target, unit, format, done }: Measure): string {
  if (type === 'Yes/No') return done ? 'done' : 'open'
  const show = (value: number | undefined) => {
    if (value === undefined) return 'none'
    return format === 'percentage' ? `${NUMBER.format(value * 100)}%` : NUMBER.format(value)
  }
  return `${show(actual)} of ${show(target)}${unit ? ` ${unit}` : ''}`
}

/** Each finding with its fix, and a link to its task. */
export function renderFindings(findings: readonly Finding[], measures: readonly Measure[]): Html | undefined {
  const items = [
    ...findings.map((finding) =>
      renderFinding(
        finding,
        measures.find(({ gid }) => gid === finding.taskGid),
      ),
    ),
    ...measures.flatMap((measure) => measure.findings.map((finding) => renderFinding(finding, measure))),
  ]
  return items.length === 0 ? undefined : html`<h3>To fix</h3><ul>${items}</ul>`
}

function renderFinding({ message, fix }: Finding, measure: Measure | undefined): Html {
  const where = measure && html`${link(measure.permalinkUrl, measure.name)}: `
  return html`<li>${where}${message} <span class="soft">${fix}</span></li>`
}

export function toPercent(fraction: number): string {
  return `${Math.round(fraction * 100)}%`
}

const NUMBER = new Intl.NumberFormat('en', { maximumFractionDigits: 2 })

function toX(fraction: number): number {
  return Math.round(Math.min(1, Math.max(0, fraction)) * 1000) / 10
}

function toClass(health: Health | MeasureStatus): string {
  return health.toLowerCase().replaceAll(' ', '-')
}
