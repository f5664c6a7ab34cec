import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { ApiClient } from 'asana'

export type ClientOptions = Readonly<{
  /** E.g. `https://app.asana.com/api/1.0`. */
  baseUrl: string
  token: string
  /** For one whole request, response included; default 30,000. */
  timeoutMs?: number | undefined
}>

const DEFAULT_TIMEOUT_MS = 30_000
const MAX_RESPONSE_BYTES = 50 * 1024 * 1024

/** An SDK client for one base URL and one token, apart from the SDK's global one. It keeps connections and never retries. */
export function createClient({ baseUrl, token, timeoutMs = DEFAULT_TIMEOUT_MS }: ClientOptions): ApiClient {
  const client = new ApiClient()
  client.basePath = baseUrl.replace(/\/+$/, '')
  client.authentications['token'] = { type: 'personalAccessToken', accessToken: token }
  // The SDK's own paging hides the status of a response and stops at an empty page.
  client.RETURN_COLLECTION = false
  client.timeout = timeoutMs
  // Without an agent the SDK opens a connection for every request.
  const isHttps = new URL(client.basePath).protocol === 'https:'
  client.requestAgent = isHttps ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true })
  disableRedirectsAndCapSize(client)
  return client
}

/**
 * Asana never redirects. The SDK would follow a redirect silently and turn a write into a read on the way. This method is
 * the only place where the SDK gives access to its requests.
 */
function disableRedirectsAndCapSize(client: ApiClient): void {
  const authenticate = client.applyAuthToRequest.bind(client)
  client.applyAuthToRequest = (request, names) => {
    authenticate(request, names)
    request.redirects(0).maxResponseSize(MAX_RESPONSE_BYTES)
  }
}
