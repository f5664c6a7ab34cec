import type { Page } from 'playwright-core'

type Words = Readonly<Record<string, string>>

/** The figures above a project, as they are read on the page: name and value. */
export async function readServiceStats(page: Page): Promise<Words> {
  const names = await page.locator('.figures dt').allInnerTexts()
  const values = await page.locator('.figures dd').allInnerTexts()
  return toWords(names, values)
}

/** The row of a table that begins with this name, under the table's headings. */
export async function readRow(page: Page, name: string): Promise<Words> {
  const headings = await page.locator('main th').allInnerTexts()
  const row = page.locator('main tr').filter({ has: page.getByRole('link', { name, exact: true }) })
  return toWords(headings, await row.locator('td').allInnerTexts())
}

function toWords(names: readonly string[], values: readonly string[]): Words {
  return Object.fromEntries(names.map((name, at) => [name.trim(), values[at]?.trim() ?? '']))
}
