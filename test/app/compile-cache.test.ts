import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runScript } from '../support/process.ts'

const ROOT = join(import.meta.dirname, '../..')

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'v2mom-compiled-'))
})
afterEach(() => rm(dir, { recursive: true }))

/** The code in a place of its own, with packages of its own that lead to ours. */
async function install(): Promise<void> {
  await cp(join(ROOT, 'src'), join(dir, 'src'), { recursive: true })
  await cp(join(ROOT, 'package.json'), join(dir, 'package.json'))
  await mkdir(join(dir, 'node_modules'))
  for (const name of await readdir(join(ROOT, 'node_modules'))) {
    if (name !== '.cache') await symlink(join(ROOT, 'node_modules', name), join(dir, 'node_modules', name))
  }
}

async function help(entry: string) {
  await using running = runScript([join(dir, 'src', entry), '--help'], {})
  return { code: await running.ended, said: running.said() }
}

describe('the compile cache', () => {
  it.each(['main.ts', 'cli.ts'])('keeps what was made of the modules of %s beside the packages', async (entry) => {
    await install()
    expect((await help(entry)).code).toBe(0)
    const kept = await readdir(join(dir, 'node_modules/.cache/compile'), { recursive: true })
    expect(kept.length).toBeGreaterThan(50)
    expect((await help(entry)).code).toBe(0)
  })

  it('does nothing, and says nothing, where nothing can be written', async () => {
    await install()
    // Nobody can make a directory below a file, not even root.
    await writeFile(join(dir, 'node_modules/.cache'), '')
    const { code, said } = await help('main.ts')
    expect(code).toBe(0)
    expect(said).toMatch(/^npm start /)
  })
})
