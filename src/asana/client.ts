import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { ApiClient } from 'asana'

export type ClientOptions = Readonly<{
  /** E.g. `https://app.asana.com/api/1.0`. */
  baseUrl: string
  token: string
  /** For one whole request, answer included. */
  timeoutMs?: number | undefined
}>

const DEFAULT_TIMEOUT_MS = 30_000

/** A client of our own for one Asana and one token; it keeps connections open and repeats nothing. */
export function createClient({ baseUrl, token, timeoutMs = DEFAULT_TIMEOUT_MS }: ClientOptions): ApiClient {
  const client = new ApiClient()
  client.basePath = baseUrl.replace(/\/+$/, '')
  client.authentications['token'] = { type: 'personalAccessToken', accessToken: token }
  // The SDK's own paging hides the answer's status and stops at an empty page.
  client.RETURN_COLLECTION = false
  client.timeout = timeoutMs
  // Without an agent the SDK opens a connection for every request.
  client.requestAgent = keepAliveAgent(client.basePath)
  disableRedirectsAndCapSize(client)
  return client
}

const MAX_ANSWER_BYTES = 50 * 1024 * 1024

/**
 * Asana sends no redirects. The SDK would follow silently, and turn a write into a read on the way. This is
 * the only place where it lets us at its requests.
 */
function disableRedirectsAndCapSize(client: ApiClient): void {
  const authenticate = client.applyAuthToRequest.bind(client)
  client.applyAuthToRequest = (request, names) => {
    authenticate(request, names)
    request.redirects(0).maxResponseSize(MAX_ANSWER_BYTES)
  }
}

function keepAliveAgent(url: string): HttpAgent | HttpsAgent {
  return new URL(url).protocol === 'https:' ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true })
}
