import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { findFreePort } from '../../src/sandbox/demo/free-port.ts'
import { ensureRedisBinary } from '../../src/sandbox/demo/install-redis.ts'

export type ClusterNode = Readonly<{
  url: string
  /** Asks this node alone. */
  client: Redis
  /** SIGKILL; it is gone when this resolves. */
  kill(): Promise<void>
  /** Comes back on the same port, with what it wrote down. */
  restart(): Promise<void>
  /** Stands still without closing a connection, until it is killed. */
  freeze(): void
}>

export type TestCluster = Readonly<{
  target: Readonly<{ nodes: readonly string[] }>
  nodes: readonly ClusterNode[]
  /** One more node, which holds a copy of this one and takes its place when it dies. */
  addReplica(of: ClusterNode): Promise<void>
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
  const binary = await ensureRedisBinary({ say: console.error })
  const nodes: Joinable[] = []
  for (let n = 0; n < NODES; n += 1) nodes.push(await startNode(binary, join(dir, String(n)), stack))
  await meet(nodes)
  const owned = stack.move()
  return {
    ...{ target: { nodes: nodes.map(({ url }) => url) }, nodes },
    async addReplica(of) {
      const replica = await startNode(binary, join(dir, 'replica'), owned)
      await introduce(replica, nodes)
      const id = String(await of.client.cluster('MYID'))
      // A stranger is not copied: it takes a moment until word of it has come.
      while (!(await replica.client.cluster('REPLICATE', id).catch(() => false))) await sleep(20)
      while (!(await replica.client.info('replication')).includes('master_link_status:up')) await sleep(20)
      // It takes over what it knows of, when the others know it for what it is.
      while (!(await isWhole(replica.client, nodes.length + 1))) await sleep(20)
      for (const { client } of nodes)
        while (!String(await client.cluster('NODES')).includes(`slave ${id}`)) await sleep(20)
    },
    close: () => owned.disposeAsync(),
  }
}

/** A port that was free may be somebody else's a moment later: then others are looked for. */
async function startNode(binary: string, dir: string, stack: AsyncDisposableStack, tries = 5): Promise<Joinable> {
  try {
    return await startOnFreePorts(binary, dir, stack)
  } catch (error) {
    if (tries <= 1) throw error
    return startNode(binary, dir, stack, tries - 1)
  }
}

async function startOnFreePorts(binary: string, dir: string, stack: AsyncDisposableStack): Promise<Joinable> {
  const port = await findFreePort(0)
  const bus = await findFreePort(0)
  const url = `redis://127.0.0.1:${port}`
  const args = [
    ...['--port', String(port), '--cluster-port', String(bus), '--bind', '127.0.0.1', '--dir', dir],
    ...['--cluster-enabled', 'yes', '--cluster-node-timeout', '1500', '--save', '', '--appendonly', 'yes'],
    // Every write reaches the file before its answer: with everysec a busy disk postpones it.
    ...['--appendfsync', 'no'],
    ...['--repl-diskless-sync-delay', '0'],
  ]
  await rm(dir, { recursive: true, force: true })
  await mkdir(dir)
  let server: ChildProcess | undefined
  const client = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 20 })
  client.on('error', () => {})

  async function restart(): Promise<void> {
    // With an empty environment, since ours may hold a token.
    server = spawn(binary, args, { stdio: 'ignore', env: {} })
    await Promise.race([
      seeWhoAnswers(client, server),
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
  return { url, client, kill, restart, freeze: () => void server?.kill('SIGSTOP'), bus, port }
}

async function seeWhoAnswers(client: Redis, { pid }: ChildProcess): Promise<void> {
  const isOurs = (await client.info('server')).includes(`process_id:${pid}\r`)
  if (!isOurs) throw new Error('Another redis-server answers on this port')
}

async function meet(nodes: readonly Joinable[]): Promise<void> {
  const share = Math.ceil(SLOTS / nodes.length)
  for (const [n, { client }] of nodes.entries()) {
    await client.cluster('SET-CONFIG-EPOCH', n + 1)
    await client.cluster('ADDSLOTSRANGE', n * share, Math.min((n + 1) * share, SLOTS) - 1)
    await introduce({ client }, nodes)
  }
  for (const { client } of nodes) while (!(await isWhole(client, nodes.length))) await sleep(20)
}

async function introduce({ client }: Pick<Joinable, 'client'>, nodes: readonly Joinable[]): Promise<void> {
  for (const { port, bus } of nodes) await client.call('CLUSTER', 'MEET', '127.0.0.1', port, bus)
}

async function isWhole(client: Redis, nodes: number): Promise<boolean> {
  const info = String(await client.cluster('INFO'))
  return ['cluster_state:ok', `cluster_slots_ok:${SLOTS}`, `cluster_known_nodes:${nodes}`].every((line) =>
    info.includes(line),
  )
}
