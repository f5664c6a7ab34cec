import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'google-chrome', 'chromium-browser']

export const NO_CHROMIUM =
  'No Chromium is on the PATH, so no browser looks at the pages: apt-get install chromium, or name one in CHROME_PATH'

/** The browser of this machine: the one that CHROME_PATH names, else the first on the PATH. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env['CHROME_PATH']
  if (named) return named
  const dirs = (env['PATH'] ?? '').split(delimiter).filter((dir) => dir !== '')
  return dirs.flatMap((dir) => NAMES.map((name) => join(dir, name))).find(isProgram)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
