import { chmod, readFile, rename, writeFile } from 'node:fs/promises'
import { parseEnv } from 'node:util'

/** Explains every variable; a first configuration starts from it. */
const EXAMPLE = '.env.example'

export type EnvFile = Readonly<{ path: string; text: string; values: Readonly<Record<string, string>> }>

/** The file that holds the configuration; an empty one where there is none. */
export async function readEnvFile(path = '.env'): Promise<EnvFile> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return { path, text, values: toValues(text) }
}

/** Writes the changes into the file, keeps everything else in it, readable by its owner only. */
export async function changeEnvFile(path: string, changes: Readonly<Record<string, string>>): Promise<void> {
  const text = (await readEnvFile(path)).text || (await readEnvFile(EXAMPLE)).text
  const beside = `${path}.${process.pid}.new`
  await writeFile(beside, changeEnvText(text, changes), { mode: 0o600 })
  await chmod(beside, 0o600)
  // In one step, so that no reader finds half a configuration.
  await rename(beside, path)
}

/** The text of a `.env` file with some variables set anew; comments and all other variables stay as they are. */
export function changeEnvText(text: string, changes: Readonly<Record<string, string>>): string {
  const changed = Object.entries(changes).reduce((before, [name, value]) => setVariable(before, name, value), text)
  const expected = { ...toValues(text), ...changes }
  const found = toValues(changed)
  const wrong = Object.keys({ ...expected, ...found }).find((name) => expected[name] !== found[name])
  if (wrong !== undefined) throw new Error(`.env cannot be changed safely: set ${wrong} in it by hand.`)
  return changed
}

function setVariable(text: string, name: string, value: string): string {
  const line = `${name}=${toQuoted(value)}`
  const lines = text.replace(/\n$/, '').split('\n')
  const isSet = (one: string) => new RegExp(`^\\s*(export\\s+)?${name}\\s*=`).test(one)
  const at = lines.findLastIndex(isSet)
  if (at >= 0) return `${lines.with(at, line).join('\n')}\n`
  // A default that is shown commented out is where a person looks for the variable.
  const example = lines.findLastIndex((one) => new RegExp(`^#\\s?${name}=`).test(one))
  if (example >= 0) return `${lines.toSpliced(example + 1, 0, line).join('\n')}\n`
  return `${text === '' ? '' : `${lines.join('\n')}\n`}${line}\n`
}

function toQuoted(value: string): string {
  if (/^[\w./:,@%+-]*$/.test(value)) return value
  const mark = ["'", '"', '`'].find((one) => !value.includes(one))
  if (mark === undefined) throw new Error('A value with all three kinds of quotes cannot stand in .env.')
  return mark + value + mark
}

function toValues(text: string): Record<string, string> {
  return Object.fromEntries(Object.entries(parseEnv(text)).map(([name, value]) => [name, value ?? '']))
}
