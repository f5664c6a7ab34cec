import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { Attached } from '../../flows/setup/apply.ts'

/** Where setup attached fields that people had made: Asana does not tell who attached a field. */
export const ATTACHMENTS_PATH = '.data/setup.json'

const Attachment = z.object({ kind: z.enum(['portfolio', 'project']), parentGid: z.string(), fieldGid: z.string() })
const AttachmentsFile = z.object({ attached: z.array(Attachment) })

/** Empty where the file is missing or unreadable: then `--remove` leaves those fields where they are. */
export async function readAttachments(path = ATTACHMENTS_PATH): Promise<Attached[]> {
  try {
    return AttachmentsFile.parse(JSON.parse(await readFile(path, 'utf8'))).attached
  } catch {
    return []
  }
}

export async function addAttachment(attached: Attached, path = ATTACHMENTS_PATH): Promise<void> {
  await writeAttachments([...(await readAttachments(path)), attached], path)
}

export async function writeAttachments(attached: readonly Attached[], path = ATTACHMENTS_PATH): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await writeFile(`${path}.new`, `${JSON.stringify({ attached }, null, 2)}\n`, { mode: 0o600 })
  await rename(`${path}.new`, path)
}
