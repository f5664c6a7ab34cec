import { chmod, readFile, rename, writeFile } from 'node:fs/promises'
import { parseEnv } from 'node:util'
import { loadEnvFile } from '../config/config.ts'

export type Env = Readonly<Record<string, string | undefined>>

/** The environment, completed by the `.env` file of this directory. */
export function readEnvironment(): Env {
  loadEnvFile()
  return process.env
}

/** Documents every variable; the first `.env` is a copy of it. */
const EXAMPLE = '.env.example'

export type EnvFile = Readonly<{ path: string; text: string; values: Readonly<Record<string, string>> }>

/** The configuration file; its text is empty where there is none. */
export async function readEnvFile(path = '.env'): Promise<EnvFile> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return { path, text, values: parseValues(text) }
}

/** Sets variables in the file and keeps the rest of it. The file becomes readable for its owner only (0600). */
export async function changeEnvFile(path: string, changes: Readonly<Record<string, string>>): Promise<void> {
  const text = (await readEnvFile(path)).text || (await readEnvFile(EXAMPLE)).text
  const temporary = `${path}.${process.pid}.new`
  await writeFile(temporary, changeEnvText(text, changes), { mode: 0o600 })
  await chmod(temporary, 0o600)
  // Atomic: no process reads half a configuration.
  await rename(temporary, path)
}

/**
 * The text of a `.env` file with some variables set; comments and all other variables stay as they are. Throws when the
 * result would not be read back as intended.
 */
export function changeEnvText(text: string, changes: Readonly<Record<string, string>>): string {
  const changed = Object.entries(changes).reduce((before, [name, value]) => setVariable(before, name, value), text)
  const expected = { ...parseValues(text), ...changes }
  const found = parseValues(changed)
  const wrong = Object.keys({ ...expected, ...found }).find((name) => expected[name] !== found[name])
  if (wrong !== undefined) throw new Error(`.env cannot be changed safely: set ${wrong} in it by hand.`)
  return changed
}

function setVariable(text: string, name: string, value: string): string {
  const line = `${name}=${quoteValue(value)}`
  const lines = text.replace(/\n$/, '').split('\n')
  const isSet = (one: string) => new RegExp(`^\\s*(export\\s+)?${name}\\s*=`).test(one)
  const at = lines.findLastIndex(isSet)
  if (at >= 0) return `${lines.with(at, line).join('\n')}\n`
  // Below its commented-out default, where a person looks for the variable.
  const example = lines.findLastIndex((one) => new RegExp(`^#\\s?${name}=`).test(one))
  if (example >= 0) return `${lines.toSpliced(example + 1, 0, line).join('\n')}\n`
  return `${text === '' ? '' : `${lines.join('\n')}\n`}${line}\n`
}

function quoteValue(value: string): string {
  if (/^[\w./:,@%+-]*$/.test(value)) return value
  const mark = ["'", '"', '`'].find((one) => !value.includes(one))
  if (mark === undefined) throw new Error('A value with all three kinds of quotes cannot stand in .env.')
  return mark + value + mark
}

function parseValues(text: string): Record<string, string> {
  return Object.fromEntries(Object.entries(parseEnv(text)).map(([name, value]) => [name, value ?? '']))
}
