import { renderFeed } from './feed-view.ts'
import { renderForm, renderPeople } from './form.ts'
import { html, type Markup } from './html.ts'
import { renderPlaces } from './sidebar.ts'
import type { View } from './view.ts'

/** A whole page: places at the left, the subject in the middle, what has happened at the right. */
export function renderFrame(view: View, title: string, main: Markup): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Sandbox</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/look.css">
<script type="module" src="/live.js"></script>
</head>
<body>
<header><a class="home" href="/">Sandbox</a><span class="hint">A small stand-in for Asana. You play the team.</span>${renderYou(view)}</header>
${renderPlaces(view)}
<main>${main}</main>
<aside aria-label="What happens">${renderFeed(view.state, view.feed)}</aside>
</body>
</html>
`.text
}

function renderYou(view: View): Markup {
  return renderForm(
    view,
    '/you',
    'you',
    html`<label for="you">You are</label><select id="you" name="person">${renderPeople(view, view.you.gid)}</select><button class="noscript">Change</button>`,
  )
}
