import { type Linkable, linkTo } from './links.ts'
import type { Gid, State } from './state.ts'
import type { XmlElement } from './xml.ts'

const LINKABLE: readonly Linkable[] = ['user', 'task', 'project', 'portfolio', 'tag', 'status_update']

const ATTRIBUTES = /^(href|data-asana-(gid|type|accessible|dynamic|project|tag))$/

/** Fills in what `<a data-asana-gid="…"/>` stands for: address, type and name of the object. */
export function resolveLink(state: State, link: XmlElement): XmlElement {
  for (const name of Object.keys(link.attributes)) {
    if (!ATTRIBUTES.test(name)) throw new Error(`<a> cannot have the attribute ${name}`)
  }
  const gid = link.attributes['data-asana-gid']
  if (gid === undefined) return needsHref(link)
  const type = LINKABLE.find((candidate) => state.tables[candidate].has(gid))
  if (type === undefined) return unreachable(needsHref(link, gid))
  return expand(state, link, type, gid)
}

function needsHref(link: XmlElement, gid = ''): XmlElement {
  if (link.attributes['href'] !== undefined) return link
  throw new Error(
    gid === '' ? '<a> needs href or data-asana-gid' : `data-asana-gid ${gid} is not an object you have access to`,
  )
}

function unreachable(link: XmlElement): XmlElement {
  return { ...link, attributes: { ...link.attributes, 'data-asana-accessible': 'false' } }
}

function expand(state: State, link: XmlElement, type: Linkable, gid: Gid): XmlElement {
  const isDynamic = link.attributes['data-asana-dynamic'] !== 'false'
  const attributes = {
    href: linkTo(state, type, gid),
    'data-asana-gid': gid,
    'data-asana-accessible': 'true',
    'data-asana-type': type,
    'data-asana-dynamic': String(isDynamic),
  }
  return { name: 'a', attributes, children: isDynamic ? [nameOf(state, type, gid)] : link.children }
}

function nameOf(state: State, type: Linkable, gid: Gid): string {
  const target = state.tables[type].get(gid)
  if (target === undefined) return ''
  if (type === 'user' && 'name' in target) return `@${target.name}`
  return 'name' in target ? target.name : target.title
}
