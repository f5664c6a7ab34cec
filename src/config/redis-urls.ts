import { z } from 'zod'
import type { Value } from './parsers.ts'

/** The URL of one server, or of several nodes of a cluster, separated by commas. A password may contain a comma. */
export const redisUrls: Value<readonly string[]> = z.string().transform((text, context) => {
  const urls = text.split(/\s*,\s*(?=\w+:\/\/)/)
  const problem = urls.every(isRedisUrl) ? findClusterProblem(urls.map((url) => new URL(url))) : EXPECTED
  if (problem === undefined) return urls
  context.addIssue(problem)
  return z.NEVER
})

const EXPECTED =
  'redis://host:port or rediss://user:password@host:port; of a cluster several of its nodes, separated by commas'

function isRedisUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url !== undefined && /^rediss?:$/.test(url.protocol) && url.hostname !== '' && !url.hostname.includes(',')
}

/** The nodes of a cluster have no database number and the same protocol, user and password. Undefined where all is well. */
function findClusterProblem([first, ...others]: readonly URL[]): string | undefined {
  if (first === undefined) return EXPECTED
  if (others.length === 0) return undefined
  const numbered = [first, ...others].find(({ pathname }) => !/^\/?0?$/.test(pathname))
  if (numbered) return `the nodes of a cluster without a database number, not ${numbered.host}${numbered.pathname}`
  const other = others.find((url) => ACCESS.some((part) => url[part] !== first[part]))
  return other && `the same protocol, user and password for every node of a cluster; ${other.host} has others`
}

const ACCESS = ['protocol', 'username', 'password'] as const
