import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Env = Readonly<Record<string, string>>

/** A directory that holds what the image holds. */
export type Image = AsyncDisposable &
  Readonly<{
    dir: string
    /** Every file of ours in it. */
    files(): Promise<string[]>
    /** Starts one of the image's commands; it is killed with the image. */
    start(command: readonly string[], env: Env): ChildProcess
    /** The exit code of one of the image's commands. */
    run(command: readonly string[], env: Env): Promise<number>
  }>

type Locked = Readonly<{ dev?: boolean; optional?: boolean; devOptional?: boolean }>

/** Puts together what the Dockerfile does: production dependencies as locked, package.json, and src without the sandbox. */
export async function buildImage(): Promise<Image> {
  const dir = await mkdtemp(join(tmpdir(), 'v2mom-image-'))
  const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8')) as { packages: Record<string, Locked> }
  const kept = Object.keys(packages).filter((path) => path !== '' && isInstalled(packages[path] ?? {}))
  for (const path of kept) await cp(path, join(dir, path), { recursive: true, filter: (from) => isOf(path, from) })
  await cp('package.json', join(dir, 'package.json'))
  await cp('src', join(dir, 'src'), { recursive: true, filter: (from) => from !== join('src', 'sandbox') })
  const children: ChildProcess[] = []
  return {
    dir,
    files: async () => (await readdir(dir, { recursive: true })).filter((name) => !name.startsWith('node_modules')),
    start([, ...args], env) {
      const child = spawn(process.execPath, args, { cwd: dir, env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
      children.push(child)
      return child
    },
    run([, ...args], env) {
      return new Promise((done) => {
        execFile(process.execPath, args, { cwd: dir, env: { ...env } }, (error) => done(error ? Number(error.code) : 0))
      })
    },
    async [Symbol.asyncDispose]() {
      const running = children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
      for (const child of running) {
        child.kill('SIGKILL')
        await once(child, 'exit')
      }
      await rm(dir, { recursive: true })
    },
  }
}

/** `npm ci --omit=dev --omit=optional` leaves out the others. */
function isInstalled({ dev, optional, devOptional }: Locked): boolean {
  return !dev && !optional && !devOptional
}

/** Packages inside packages are listed by themselves. */
function isOf(path: string, from: string): boolean {
  return !from.slice(path.length).includes('node_modules')
}
