import { TASK_FIELDS } from '../../../src/asana/task-schema.ts'
import type { Planted } from '../world.ts'

type Asana = Pick<Planted, 'bot' | 'projects' | 'actual'> & Readonly<{ url: string }>

const REPEATS = 30
const AT_A_TIME = 20

/** Median of the time that one reading of a project and one write take when nobody judges anything in between. */
export async function measureBareRefresh(asana: Asana): Promise<number> {
  const times: number[] = []
  for (const { gid } of Array.from({ length: REPEATS }, (_, n) => asana.projects[n % asana.projects.length]).filter(
    isThere,
  )) {
    const began = performance.now()
    await readAll(asana, gid)
    await ask(asana, `/projects/${gid}`, { method: 'PUT', body: '{"data":{}}' })
    times.push(performance.now() - began)
  }
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN
}

/** Milliseconds to read every page of every project once, some at a time: what no mirror can be faster than. */
export async function measureBareReading(asana: Asana): Promise<number> {
  const began = performance.now()
  const left = asana.projects.map(({ gid }) => gid)
  const readOn = async () => {
    for (let gid = left.pop(); gid !== undefined; gid = left.pop()) await readAll(asana, gid)
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, readOn))
  return performance.now() - began
}

async function readAll(asana: Asana, project: string): Promise<void> {
  let offset: string | undefined
  do {
    const query = new URLSearchParams({ limit: '100', opt_fields: TASK_FIELDS, ...(offset ? { offset } : {}) })
    const page = (await ask(asana, `/projects/${project}/tasks?${query}`)) as { next_page?: { offset: string } | null }
    offset = page.next_page?.offset
  } while (offset !== undefined)
}

async function ask({ url, bot }: Asana, path: string, init: RequestInit = {}): Promise<unknown> {
  const headers = { authorization: `Bearer ${bot.token}`, 'content-type': 'application/json' }
  const answer = await fetch(`${url}${path}`, { ...init, headers })
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status} to ${path}`)
  return answer.json()
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined
}
