import { createHash } from 'node:crypto'
import type { Html } from './html.ts'

const STYLE = `
:root { color-scheme: light dark; --ink: #1e1f21; --soft: #6d6e6f; --line: #e0e0e0; --paper: #f9f8f8; --card: #fff; --tick: #1e1f21;
  --on-track: #1f7a4d; --achieved: #1f7a4d; --at-risk: #9a6700; --off-track: #b3261e; --needs-data: #5f6368; --too-early: #5f6368; }
@media (prefers-color-scheme: dark) { :root { --ink: #f5f4f3; --soft: #a2a0a2; --line: #424244; --paper: #1e1f21; --card: #2a2b2d; --tick: #f5f4f3;
  --on-track: #6fcf97; --achieved: #6fcf97; --at-risk: #f2c55c; --off-track: #ff8a80; --needs-data: #b0b3b8; --too-early: #b0b3b8; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.25rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2.5rem 0 .5rem; } h3 { font-size: .95rem; margin: 1.25rem 0 .25rem; }
p { margin: .25rem 0; } a { color: inherit; } small, .soft { color: var(--soft); font-size: .875rem; }
details { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0; padding: .75rem 1rem; }
summary { cursor: pointer; } .line { display: block; } summary b { margin-right: .5rem; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; } th { text-align: left; font-weight: 600; color: var(--soft); }
th, td { border-bottom: 1px solid var(--line); padding: .4rem .75rem .4rem 0; vertical-align: top; } td.number { white-space: nowrap; }
.scroll { overflow-x: auto; } ul { margin: .25rem 0; padding-left: 1.25rem; } li { margin: .25rem 0; }
.health { font-weight: 600; white-space: nowrap; } .health::before { content: "\\25CF\\00A0"; }
svg { display: block; width: 100%; min-width: 6rem; height: .6rem; margin: .3rem 0; } .rail { fill: var(--line); } .tick { stroke: var(--tick); stroke-width: 3; }
${['on-track', 'achieved', 'at-risk', 'off-track', 'needs-data', 'too-early']
  .map((name) => `.${name} { color: var(--${name}); fill: var(--${name}); }`)
  .join(' ')}
`

/** The page's only style sheet, allowed by its hash and nothing else. */
export const PAGE_STYLE: Html = { markup: `<style>${STYLE}</style>` }
export const PAGE_STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`
