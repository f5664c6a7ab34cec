import { z } from 'zod'
import type { Value } from './parsers.ts'

/** The address of one Redis, or those of several nodes of one cluster. A comma inside a password is left alone. */
export const redisUrls: Value<readonly string[]> = z.string().transform((text, context) => {
  const urls = text.split(/\s*,\s*(?=\w+:\/\/)/)
  const trouble = urls.every(isRedisUrl) ? whyNoCluster(urls.map((url) => new URL(url))) : EXPECTED
  if (trouble === undefined) return urls
  context.addIssue(trouble)
  return z.NEVER
})

const EXPECTED =
  'redis://host:port or rediss://user:password@host:port; of a cluster several of its nodes, separated by commas'

function isRedisUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url !== undefined && /^rediss?:$/.test(url.protocol) && url.hostname !== '' && !url.hostname.includes(',')
}

/** What keeps these from being nodes of one cluster: its databases have no numbers, and all nodes let us in alike. */
function whyNoCluster([first, ...others]: readonly URL[]): string | undefined {
  if (first === undefined) return EXPECTED
  if (others.length === 0) return undefined
  const numbered = [first, ...others].find(({ pathname }) => !/^\/?0?$/.test(pathname))
  if (numbered) return `the nodes of a cluster without a database number, not ${numbered.host}${numbered.pathname}`
  const other = others.find((url) => ACCESS.some((part) => url[part] !== first[part]))
  return other && `the same protocol, user and password for every node of a cluster; ${other.host} has others`
}

const ACCESS = ['protocol', 'username', 'password'] as const
