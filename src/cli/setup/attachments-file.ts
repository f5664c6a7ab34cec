import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { Attached } from '../../flows/setup/apply.ts'

/** What setup has done that Asana does not tell who did: fields of the team's own that it put somewhere. */
export const RECORD_PATH = '.data/setup.json'

const Attachment = z.object({ kind: z.enum(['portfolio', 'project']), parentGid: z.string(), fieldGid: z.string() })
const Record = z.object({ attached: z.array(Attachment) })

/** Nothing where there is no record, or none that can be read: then those fields stay where they are. */
export async function readRecord(path = RECORD_PATH): Promise<Attached[]> {
  try {
    return Record.parse(JSON.parse(await readFile(path, 'utf8'))).attached
  } catch {
    return []
  }
}

export async function addToRecord(attached: Attached, path = RECORD_PATH): Promise<void> {
  await writeRecord([...(await readRecord(path)), attached], path)
}

export async function writeRecord(attached: readonly Attached[], path = RECORD_PATH): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await writeFile(`${path}.new`, `${JSON.stringify({ attached }, null, 2)}\n`, { mode: 0o600 })
  await rename(`${path}.new`, path)
}
