import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** What a README can carry, and what git should keep of each version. */
const MOST_BYTES = 150_000
/** Below this, nothing but paper is on it. */
const LEAST_BYTES = 5_000

/** Takes a picture of the screen, cut off at this height; only `npm run pictures` keeps it. */
export async function takePicture(page: Page, name: string, height: number): Promise<void> {
  const screen = page.viewportSize()
  if (screen) await page.setViewportSize({ ...screen, height })
  const picture = await page.screenshot({ type: 'png', animations: 'disabled', caret: 'hide' })
  expect(picture.length).toBeGreaterThan(LEAST_BYTES)
  if (process.env['PICTURES'] !== 'write') return
  expect(picture.length).toBeLessThan(MOST_BYTES)
  await writeFile(join(import.meta.dirname, `${name}.png`), picture)
}
