import type { SandboxOptions } from '../../src/sandbox/server.ts'
import { startWorld } from './client.ts'
import { startReceiver } from './receiver.ts'

/** A world whose project has a webhook, shaken hands with and past its first heartbeat. */
export async function startWithHook(options: SandboxOptions = {}, filters?: object[]) {
  const at = await startWorld(options)
  const receiver = await startReceiver()
  const body = { resource: at.project, target: receiver.target, ...(filters && { filters }) }
  const answer = await at.api.post('/webhooks', body)
  await at.sandbox.settle()
  receiver.received.length = 0
  const dispose = async () => {
    await receiver[Symbol.asyncDispose]()
    await at.sandbox.close()
  }
  const secret = String(answer.body['X-Hook-Secret'])
  const hook: string = answer.data.gid
  return { ...at, receiver, secret, hook, [Symbol.asyncDispose]: dispose }
}
