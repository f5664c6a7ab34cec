import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Demo } from '../../src/sandbox/demo/demo.ts'
import { launch, openVisit, type Visit } from './browser-session.ts'
import { findChromium, NO_CHROMIUM } from './chromium.ts'
import { startMonday } from './fixture.ts'
import { readRow, readServiceStats } from './page-queries.ts'
import { takePicture } from './screenshot.ts'

// The pages show moments in the time zone of the machine; pictures are taken in one.
process.env['TZ'] = 'UTC'

const DESK = { width: 1200, height: 800 }
/** Wide enough for all columns of the portfolio. */
const WIDE = { width: 1280, height: 800 }
const PHONE = { width: 390, height: 844 }
const TIMEOUT_MS = 60_000

const executable = findChromium()
const stack = new AsyncDisposableStack()
const narration: string[] = []
let browser: Browser
let demo: Demo
let visit: Visit | undefined
let page: Page

beforeAll(async () => {
  if (executable === undefined) return console.warn(NO_CHROMIUM)
  browser = stack.adopt(await launch(executable), (made) => made.close())
  demo = await startMonday(stack, narration)
}, 2 * TIMEOUT_MS)

afterAll(() => stack.disposeAsync(), TIMEOUT_MS)

beforeEach(async (test) => {
  if (executable === undefined) return test.skip(NO_CHROMIUM)
  await sitDown(DESK)
})

afterEach(async (test) => {
  if (executable === undefined) return
  if (test.task.result?.state === 'fail') console.error(narration.join(''))
  await visit?.page.context().close()
  expect(visit?.complaints).toEqual([])
})

async function sitDown(screen: typeof DESK): Promise<void> {
  await visit?.page.context().close()
  visit = await openVisit(browser, [demo.origin, demo.service.url ?? ''], screen)
  page = visit.page
}

/** From the first page on, along the links that a person follows. */
async function follow(...names: readonly string[]): Promise<void> {
  await page.goto(demo.origin)
  for (const name of names) {
    const from = page.url()
    await page.getByRole('link', { name, exact: true }).first().click()
    await page.waitForURL((url) => url.href !== from)
  }
}

async function playAs(name: string): Promise<void> {
  const answered = page.waitForEvent('load')
  await page.getByLabel('You are').selectOption(name)
  await answered
}

const textOf = (selector: string) => page.locator(selector).first().innerText()

describe('what a team sees', { timeout: TIMEOUT_MS }, () => {
  it('finds the figures of every project in the portfolio', async () => {
    await sitDown(WIDE)
    await follow()
    expect(await readRow(page, 'New website')).toMatchObject({ 'KPI attainment': '60.1%', 'V2MOM health': 'On track' })
    expect(await readRow(page, 'Launch of the Nova tent')).toMatchObject({ 'V2MOM health': 'Off track' })
    expect(await readRow(page, 'Become better known')).toMatchObject({ 'V2MOM health': 'Needs data' })
    await takePicture(page, 'portfolio', 500)
  })

  it('finds attainment and status beside the numbers they typed', async () => {
    await follow('Launch of the Nova tent')
    expect(await readServiceStats(page)).toMatchObject({ 'V2MOM health': 'Off track' })
    expect(await readRow(page, 'Pre-orders from dealers')).toMatchObject({
      Attainment: '26.8%',
      'Measure status': 'Off track',
    })
    await takePicture(page, 'project', 760)
  })

  it('reads once a week whether to worry', async () => {
    await follow('Launch of the Nova tent', 'Status updates')
    expect(await textOf('.update h2')).toMatch(/^Week 47 · KPI \d+% of target, \d+% expected/)
    expect(await textOf('.update header')).toContain('16 Nov, 09:3')
    expect(await textOf('.update .rich')).toContain('Pre-orders from dealers')
    await takePicture(page, 'weekly-update', 680)
  })

  it('finds the living scorecard in the health task', async () => {
    await follow('Launch of the Nova tent', 'V2MOM health')
    expect(await textOf('.block.rich')).toContain('Cost per person on the waiting list')
    await takePicture(page, 'scorecard', 640)
  })

  it('is told in one comment what a measure lacks, and from whom', async () => {
    await follow('Become better known', 'People who know our name')
    const comments = page.locator('.talk .says').filter({ hasText: demo.story.bot.name })
    expect(await comments.count()).toBe(1)
    expect(await comments.innerText()).toMatch(/Lena Vogt.*has no target/s)
    await takePicture(page, 'comment', 800)
  })

  it('finds everything in one place on the page of the service', async () => {
    await page.goto(demo.service.url ?? '')
    expect(await textOf('header')).toContain('As of 2026-11-16 09:3')
    await page.locator('summary').filter({ hasText: 'Launch of the Nova tent' }).click()
    expect(await page.locator('details[open] table').innerText()).toContain('Pre-orders from dealers')
    await takePicture(page, 'service', 760)
  })

  it('reads the weekly update on a phone without scrolling sideways', async () => {
    await sitDown(PHONE)
    await page.goto(`${demo.origin}/portfolio/${demo.story.portfolio}?tab=updates`)
    expect(await textOf('.update h2')).toMatch(/^Week 47 · /)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width)
    await takePicture(page, 'phone', 844)
  })

  it('sees the fields follow by themselves when one Actual is changed in place', async () => {
    await follow('New website')
    await playAs('Priya Raman')
    expect(await readServiceStats(page)).toMatchObject({ 'KPI attainment': '60.1%', 'V2MOM health': 'On track' })
    const actual = page.getByLabel('Actual of Cost per enquiry')
    await actual.fill('52')
    const began = performance.now()
    await actual.press('Enter')
    await followed({ 'KPI attainment': '55.4%', 'V2MOM health': 'At risk' })
    console.log(`Pictures: from the edit to the fields on the page in ${Math.round(performance.now() - began)} ms`)
    await takePicture(page, 'one-edit', 700)
  })
})

/** The measure and its project say so, on the page that stands open. */
async function followed(figures: Readonly<Record<string, string>>): Promise<void> {
  const read = async () => ({ ...(await readServiceStats(page)), ...(await readRow(page, 'Cost per enquiry')) })
  const wanted = { ...figures, Attainment: '67.3%', 'Measure status': 'Off track' }
  await expect.poll(read, { timeout: 30_000, interval: 50 }).toMatchObject(wanted)
}
