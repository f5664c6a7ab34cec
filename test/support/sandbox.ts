import { createSandbox, type Listening, type Sandbox, type SandboxOptions } from '../../src/sandbox/server.ts'
import { createOpenApiChecker } from './openapi.ts'

/** Starts a sandbox whose every exchange is compared with Asana's OpenAPI document. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox & Listening> {
  const checker = createOpenApiChecker()
  const sandbox = createSandbox({
    ...options,
    observe(exchange) {
      options.observe?.(exchange)
      checker.check(exchange)
    },
  })
  return { ...sandbox, ...(await sandbox.listen()) }
}
