import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { findFreePort } from '../../src/sandbox/free-port.ts'
import { ensureRedisBinary } from '../../src/store/local-redis.ts'

export type ClusterNode = Readonly<{
  url: string
  /** Asks this node alone. */
  client: Redis
  /** SIGKILL; it is gone when this resolves. */
  kill(): Promise<void>
  /** Comes back on the same port, with what it wrote down. */
  restart(): Promise<void>
}>

export type TestCluster = Readonly<{
  target: Readonly<{ nodes: readonly string[] }>
  nodes: readonly ClusterNode[]
  close(): Promise<void>
}>

type Joinable = ClusterNode & Readonly<{ port: number; bus: number }>

const SLOTS = 16_384
const NODES = 3

/** Three redis-servers on free ports of this machine that make one cluster; each holds a third of the slots. */
export async function startRedisCluster(): Promise<TestCluster> {
  await using stack = new AsyncDisposableStack()
  const dir = await mkdtemp(join(tmpdir(), 'v2mom-cluster-'))
  stack.defer(() => rm(dir, { recursive: true, force: true }))
  const binary = await ensureRedisBinary({ install: true, say: console.error })
  const nodes: Joinable[] = []
  for (let n = 0; n < NODES; n += 1) nodes.push(await startNode(binary, join(dir, String(n)), stack))
  await meet(nodes)
  const owned = stack.move()
  return { target: { nodes: nodes.map(({ url }) => url) }, nodes, close: () => owned.disposeAsync() }
}

async function startNode(binary: string, dir: string, stack: AsyncDisposableStack): Promise<Joinable> {
  const port = await findFreePort(0)
  const bus = await findFreePort(0)
  const url = `redis://127.0.0.1:${port}`
  const args = [
    ...['--port', String(port), '--cluster-port', String(bus), '--bind', '127.0.0.1', '--dir', dir],
    ...['--cluster-enabled', 'yes', '--cluster-node-timeout', '1500', '--save', '', '--appendonly', 'yes'],
  ]
  await mkdir(dir)
  let server: ChildProcess | undefined
  const client = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 20 })
  client.on('error', () => {})

  async function restart(): Promise<void> {
    // With an empty environment, since ours may hold a token.
    server = spawn(binary, args, { stdio: 'ignore', env: {} })
    await Promise.race([
      client.ping(),
      once(server, 'exit').then(() => Promise.reject(new Error('redis-server ended'))),
    ])
  }
  async function kill(): Promise<void> {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return
    const gone = once(server, 'exit')
    server.kill('SIGKILL')
    await gone
  }
  stack.defer(async () => {
    client.disconnect()
    await kill()
  })
  await restart()
  return { url, client, kill, restart, bus, port }
}

async function meet(nodes: readonly Joinable[]): Promise<void> {
  const share = Math.ceil(SLOTS / nodes.length)
  for (const [n, { client }] of nodes.entries()) {
    await client.cluster('SET-CONFIG-EPOCH', n + 1)
    await client.cluster('ADDSLOTSRANGE', n * share, Math.min((n + 1) * share, SLOTS) - 1)
    for (const { port, bus } of nodes) await client.call('CLUSTER', 'MEET', '127.0.0.1', port, bus)
  }
  for (const { client } of nodes) while (!(await isWhole(client))) await sleep(20)
}

async function isWhole(client: Redis): Promise<boolean> {
  const info = String(await client.cluster('INFO'))
  return ['cluster_state:ok', `cluster_slots_ok:${SLOTS}`, `cluster_known_nodes:${NODES}`].every((line) =>
    info.includes(line),
  )
}
