import { type Browser, chromium, type Page } from 'playwright-core'

/** A person at a screen, and what the browser had to complain about while they looked. */
export type Visit = Readonly<{ page: Page; complaints: string[] }>

/** No sandbox of its own, because containers run as root; and not a word to anybody in the background. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts the browser, closed by whoever started it. */
export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: FLAGS, timeout: 60_000 })
}

/** Opens a screen of this size; whatever asks for something beyond `origins` is stopped and complained about. */
export async function openVisit(
  browser: Browser,
  origins: readonly string[],
  viewport: Readonly<{ width: number; height: number }>,
): Promise<Visit> {
  const context = await browser.newContext({
    viewport,
    deviceScaleFactor: 1,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const complaints: string[] = []
  await context.route(
    ({ protocol, origin }) => protocol !== 'data:' && !origins.includes(origin),
    (route) => {
      complaints.push(`asked ${route.request().url()}`)
      return route.abort()
    },
  )
  // Violations of the content security policy arrive here too.
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`)
  })
  return { page, complaints }
}
