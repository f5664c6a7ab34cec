import { expect, it } from 'vitest'
import { joinActions } from '../../src/sandbox/page/feed-view.ts'
import { find } from '../../src/sandbox/world/find.ts'
import { openPage } from './open-page.ts'

const EVIL = '<img src=x onerror=alert(1)>"\'&'
const HARMLESS = '&#60;img src=x onerror=alert(1)&#62;&#34;&#39;&#38;'

it('shows whatever people type as text, wherever it stands', async () => {
  const { world, story, get } = await openPage()
  const task = story.tasks.preorders
  const [section = ''] = find(world.state, 'task', task).sections
  world.updateTask(task, { name: EVIL, notes: EVIL, values: { [story.fields.unit]: EVIL } }, { by: story.people.maya })
  world.addComment(task, EVIL, { by: story.people.maya })
  world.renameSection(section, EVIL)
  world.addStatus(story.projects.launch, { statusType: 'on_track', title: EVIL, text: EVIL }, { by: story.people.maya })
  world.updateProject(story.projects.launch, { name: EVIL, notes: EVIL })
  world.updatePortfolio(story.portfolio, { name: EVIL })
  const project = `/project/${story.projects.launch}`
  for (const path of [
    `/task/${task}`,
    project,
    `${project}?tab=about`,
    `${project}?tab=updates`,
    `/portfolio/${story.portfolio}`,
  ]) {
    const { text } = await get(path)
    expect(text).toContain(HARMLESS)
    expect(text).not.toContain('<img')
  }
})

it.each([
  ['<strong>bold</strong>', '<strong>bold</strong>'],
  ['<ul><li>one</li></ul>', '<ul><li>one</li></ul>'],
  ['<ul><li>one</li></ul>\ntwo\nthree', '<ul><li>one</li></ul>two\nthree'],
  ['1 &lt; 2 &amp; 3', '1 &#60; 2 &#38; 3'],
  [
    '<a href="https://fernwood.example/?a=1&amp;b=2">shop</a>',
    '<a href="https://fernwood.example/?a=1&#38;b=2">shop</a>',
  ],
  ['<a href="javascript:alert(1)">shop</a>', '<span class="mention">shop</span>'],
  ['<a href="data:text/html,hello">shop</a>', '<span class="mention">shop</span>'],
])('renders the rich text %s safely', async (rich, shown) => {
  const { world, story, get } = await openPage()
  world.addComment(story.tasks.preorders, { html: `<body>${rich}</body>` }, { by: story.people.maya })
  expect((await get(`/task/${story.tasks.preorders}`)).text).toContain(`<div class="rich">${shown}</div>`)
})

it('leads from a link to a task, and from a mention to nowhere', async () => {
  const { world, story, get } = await openPage()
  const html = `<body><a data-asana-gid="${story.tasks.training}"/> <a data-asana-gid="${story.people.sam}"/></body>`
  world.addComment(story.tasks.preorders, { html }, { by: story.people.maya })
  const { text } = await get(`/task/${story.tasks.preorders}`)
  expect(text).toContain(`<a href="/task/${story.tasks.training}">All dealers have seen the tent being set up</a>`)
  expect(text).toContain('<span class="mention">@Sam Whitfield</span>')
})

it('shows percentages as percent and options as pills of their colour, once the service has made them', async () => {
  const { world, story, get } = await openPage()
  const bot = { by: story.bot.gid }
  const { workspace, portfolio, projects } = story
  const number = { workspace, name: 'Reached', subtype: 'number' as const, precision: 1, format: 'percentage' }
  const choice = {
    workspace,
    name: 'Mood',
    subtype: 'enum' as const,
    options: [{ name: 'Sunny', color: 'yellow-green' }],
  }
  const [reached, mood] = [world.addField(number, bot), world.addField(choice, bot)]
  for (const { gid } of [reached, mood]) world.addFieldSetting(portfolio, gid, bot)
  world.setValues(projects.launch, { [reached.gid]: 0.6234, [mood.gid]: mood.options[0]?.gid }, bot)
  const { text } = await get(`/portfolio/${portfolio}`)
  expect(text).toContain('</progress>62.3%</span>')
  expect(text).toContain('<span class="pill green">Sunny</span>')
})

it('shows the newest status of each project, and a portfolio without one says so', async () => {
  const { story, get } = await openPage()
  const { text } = await get(`/portfolio/${story.portfolio}`)
  expect(text).toContain('>On hold</span>')
  expect(text).toContain('No update yet')
  expect((await get(`/portfolio/${story.portfolio}?tab=updates`)).text).toContain(
    'Nobody has posted a status update here yet.',
  )
})

it('tells in plain words what people and the service did, what was done in one go in one line', async () => {
  const { world, story, get } = await openPage()
  const bot = { by: story.bot.gid }
  const field = {
    workspace: story.workspace,
    name: 'Reached',
    subtype: 'number' as const,
    precision: 1,
    format: 'percentage',
  }
  const { gid } = world.addField(field, bot)
  world.addFieldSetting(story.projects.launch, gid, bot)
  world.setValues(story.tasks.preorders, { [story.fields.actual]: 480 }, { by: story.people.jonas })
  world.setValues(story.tasks.preorders, { [gid]: 0.6 }, bot)
  world.addComment(story.tasks.preorders, 'Well done', bot)
  world.addStatus(story.portfolio, { statusType: 'on_track', title: 'Week 47', text: 'Fine.' }, bot)
  const [, feed = ''] = (await get(`/portfolio/${story.portfolio}`)).text.split('<aside')
  const words = feed.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ')
  expect(words).toContain('posted the update &#34;Week 47&#34; on Marketing')
  expect(words).toContain('set Reached to 60%, commented on Pre-orders from dealers')
  expect(words).toMatch(/Jonas Lindqvist [\d:]+ set Actual to 480 on Pre-orders from dealers/)
  expect(words).toContain('added the field Reached to Launch of the Nova tent')
})

it('rings every open page after a change', async () => {
  const { world, story, origin } = await openPage()
  const line = await fetch(`${origin}/live`)
  const reader = line.body?.pipeThrough(new TextDecoderStream()).getReader()
  let received = (await reader?.read())?.value ?? ''
  world.setValues(story.tasks.preorders, { [story.fields.actual]: 480 }, { by: story.people.jonas })
  while (!received.includes('event: change')) received += (await reader?.read())?.value ?? ''
  expect(received).toContain('event: change\n')
  await reader?.cancel()
})

it('loads nothing from elsewhere', async () => {
  const { story, get, origin } = await openPage()
  const { text } = await get(`/project/${story.projects.launch}`)
  expect(text).not.toMatch(/(src|href|action)="(https?:)?\/\//)
  expect((await get('/look.css')).text).not.toMatch(/url\(|@import/)
  const { headers } = await fetch(`${origin}/portfolio/${story.portfolio}`)
  expect(headers.get('content-security-policy')).toContain("default-src 'none'")
})

it('says that a thing is not there', async () => {
  const { get } = await openPage()
  expect(await get('/task/1')).toMatchObject({ status: 404, text: expect.stringContaining('task: Unknown object: 1') })
})

it.each([
  [['set A to 1 on'], 'set A to 1 on'],
  [['set A to 1 on', 'set B to 2 on'], 'set A to 1, B to 2 on'],
  [['commented on', 'set B to 2 on'], 'commented, set B to 2 on'],
  [['added the field A to', 'added the field B to'], 'added the field A, B to'],
])('joins the deeds %j as one would say them', (actions, words) => {
  expect(joinActions(actions)).toBe(words)
})
