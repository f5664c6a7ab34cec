import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export type RedisBinaryOptions = Readonly<{
  /** May it be installed when it is missing (as root on Debian and Ubuntu)? */
  install: boolean
  /** Tells the operator what takes so long. */
  say: (message: string) => void
  /** Where to look, as in PATH; default: the PATH of this process. */
  path?: string
  /** Default: whether this process runs as root. */
  isRoot?: boolean
}>

/** The full path of `redis-server`, installed first if that is allowed and possible. */
export async function ensureRedisBinary(options: RedisBinaryOptions): Promise<string> {
  const { install, say, path = process.env['PATH'] ?? '', isRoot = process.getuid?.() === 0 } = options
  const found = await findOnPath('redis-server', path)
  if (found !== undefined) return found

  const aptGet = install && isRoot ? await findOnPath('apt-get', path) : undefined
  if (aptGet !== undefined) {
    say('redis-server is missing: installing it with apt-get')
    await aptInstall(aptGet, path)
    const installed = await findOnPath('redis-server', path)
    if (installed !== undefined) return installed
  }
  throw new Error(
    'redis-server is not on the PATH: install it (`apt-get install redis-server`, `brew install redis`) ' +
      'or set REDIS_URL to a Redis that runs elsewhere.',
  )
}

async function findOnPath(name: string, path: string): Promise<string | undefined> {
  for (const dir of path.split(delimiter)) {
    if (dir === '') continue
    const file = join(dir, name)
    if (await isExecutable(file)) return file
  }
  return undefined
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  )
}

// A fresh container has no package lists, so the first try may fail for want of them. Several of us may install at once:
// apt-get waits for its lock.
async function aptInstall(aptGet: string, path: string): Promise<void> {
  const options = { env: { PATH: path, DEBIAN_FRONTEND: 'noninteractive' } }
  const retrying = ['-o', 'DPkg::Lock::Timeout=120']
  const install = () => run(aptGet, [...retrying, 'install', '-y', 'redis-server'], options)
  try {
    await install().catch(async () => {
      await run(aptGet, [...retrying, 'update'], options)
      await install()
    })
  } catch (error) {
    throw new Error(
      `apt-get could not install redis-server (${lastLine(error)}): install it by hand or set REDIS_URL to a Redis that runs elsewhere.`,
    )
  }
}

function lastLine(error: unknown): string {
  const text = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
  return text.trim().split('\n').at(-1) ?? ''
}
