import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import which from 'which'
import { findRedisBinary } from '../../local-redis/find-binary.ts'

const run = promisify(execFile)

/** An environment of its own, since that of the process may hold an Asana token. */
const ENV = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', DEBIAN_FRONTEND: 'noninteractive' }

export type InstallOptions = Readonly<{
  /** Called before the installation, which takes long. */
  say: (message: string) => void
  /** Searched in place of PATH. */
  path?: string
  /** Default: whether this process runs as root. */
  isRoot?: boolean
}>

/** The full path of `redis-server`, which root installs on Debian and Ubuntu when it is missing. Throws when it cannot. */
export async function ensureRedisBinary({
  say,
  path,
  isRoot = process.getuid?.() === 0,
}: InstallOptions): Promise<string> {
  const find = (name: string) => which(name, { nothrow: true, ...(path === undefined ? {} : { path }) })
  const isMissing = (await find('redis-server')) === null
  const aptGet = isMissing && isRoot ? await find('apt-get') : null
  if (aptGet !== null) {
    say('redis-server is missing: installing it with apt-get')
    await install(aptGet)
  }
  return findRedisBinary(path === undefined ? {} : { path })
}

/** The first attempt fails in a fresh container, which has no package lists. Concurrent runs wait for apt-get's lock. */
async function install(aptGet: string): Promise<void> {
  const apt = (...args: string[]) => run(aptGet, ['-o', 'DPkg::Lock::Timeout=120', ...args], { env: ENV })
  try {
    await apt('install', '-y', 'redis-server').catch(async () => {
      await apt('update')
      await apt('install', '-y', 'redis-server')
    })
  } catch (error) {
    const text = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
    const reason = text.trim().split('\n').at(-1) ?? ''
    throw new Error(
      `apt-get could not install redis-server (${reason}): install it by hand or set REDIS_URL to a Redis that runs elsewhere.`,
    )
  }
}
