import type { Story, Task, User } from '../state.ts'
import { renderForm } from './form.ts'
import { html, type Markup } from './html.ts'
import { readStories, toPath } from './read.ts'
import { renderRich } from './rich.ts'
import { showFace, toMomentWords } from './show.ts'
import { describeStory } from './story-words.ts'
import type { View } from './view.ts'

/** Comments and changes of a task, oldest first, and a form to say something. */
export function renderTalk(view: View, task: Task): Markup {
  return html`<div class="block"><h3>What happened</h3>
<ol class="talk">${toGroups(readStories(view.state, task)).map((group) => renderGroup(view, group))}</ol></div>
${renderForm(
  view,
  `/task/${task.gid}/comment`,
  'post card',
  html`<textarea name="text" placeholder="Say something as ${view.you.name}" aria-label="Comment" required></textarea><button class="main">Comment</button>`,
)}`
}

const ONE_GO_MS = 60_000

/** Changes that one person made in one go are told in one line; each comment stands alone. */
function toGroups(stories: readonly Story[]): Story[][] {
  const groups: Story[][] = []
  for (const story of stories) {
    const last = groups.at(-1)?.at(-1)
    if (last && isOneGo(last, story)) groups.at(-1)?.push(story)
    else groups.push([story])
  }
  return groups
}

function isOneGo(a: Story, b: Story): boolean {
  return (
    a.type === 'system' && b.type === 'system' && a.createdBy === b.createdBy && +b.createdAt - +a.createdAt < ONE_GO_MS
  )
}

function renderGroup(view: View, group: readonly Story[]): Markup | undefined {
  const story = group.at(-1)
  if (story === undefined) return undefined
  const author = view.state.tables.user.get(story.createdBy ?? '')
  const when = `${toMomentWords(story.createdAt)}${story.isEdited ? ', edited' : ''}`
  if (story.type === 'comment') return renderComment(view, story, author, when)
  const actions = group.map((action) => describeStory(view.state, action)).join(', ')
  return html`<li class="did" data-k="${story.gid}">${author?.name ?? 'Asana'} ${actions} · <small>${when}</small></li>`
}

function renderComment(view: View, story: Story, author: User | undefined, when: string): Markup {
  return html`<li class="says" data-k="${story.gid}">${showFace(view.state, author)}<div><b>${author?.name ?? 'Somebody'}</b> <small>${when}</small>
<div class="rich">${renderRich(story.body.html, (gid) => toPath(view.state, gid))}</div></div></li>`
}
