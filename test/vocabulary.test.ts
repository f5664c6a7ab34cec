import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const FILES = ['src', 'test'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
)
const SOURCES = FILES.filter((name) => name.endsWith('.ts') && name !== 'test/vocabulary.test.ts')

/** Words of an earlier private vocabulary, each with the standard term that stands in its place. */
const REPLACED: Readonly<Record<string, string>> = {
  arena: 'harness',
  breath: 'epsilon',
  bureau: 'fixture',
  deed: 'action',
  doorbell: 'enqueue, notify',
  doubt: 'pending write',
  forgive: 'clear the rejection',
  hear: 'record, handle',
  heard: 'last delivery',
  hearing: 'last delivery',
  judge: 'check, evaluate',
  judged: 'evaluated',
  knock: 'probe',
  mirrored: 'tracked',
  narrator: 'activity log',
  newcomer: 'new project',
  office: 'client, fixture',
  owed: 'due',
  patience: 'timeout, backoff',
  patient: 'retrying',
  patiently: 'retry',
  plots: 'scenarios',
  portrait: 'snapshot',
  rang: 'enqueued',
  ring: 'enqueue, notify',
  rung: 'enqueued',
  staleness: 'version',
  surveyed: 'inspected',
  tagged: 'classified',
  verb: 'operation',
  wished: 'desired',
}

/** Subjects that hide which component acts. */
const NO_SUBJECT = /\b(nobody|somebody|whoever|anybody)\b/i

/** The words of a name: `rungAt`, `rung-at` and `RUNG_AT` are "rung" and "at". */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z]+/)
    .map((word) => word.toLowerCase())
}

function replacedIn(name: string): string[] {
  const singular = (word: string) => (word in REPLACED ? word : word.replace(/s$/, ''))
  return wordsOf(name).filter((word) => Object.hasOwn(REPLACED, singular(word)))
}

const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/[^\n]*/g
const STRING = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g

const REGEX = /(?<=[(=,:]\s*)\/(?![/*])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/g

const texts = new Map(SOURCES.map((name) => [name, readFileSync(join(ROOT, name), 'utf8')]))

/** Each file with what was found in it, where anything was. */
function findIn(search: (text: string) => readonly string[]): [file: string, found: readonly string[]][] {
  return [...texts]
    .map(([name, text]) => [name, search(text)] as [string, string[]])
    .filter(([, found]) => found.length > 0)
}

describe('the vocabulary', () => {
  it('knows a replaced word in a name, however the name is written', () => {
    expect(['rungAt', 'RUNG_AT', 'rung-at', 'doorbells'].map((name) => replacedIn(name).length)).toEqual([1, 1, 1, 1])
    expect(replacedIn('stringLength')).toEqual([])
  })

  it('is free of replaced words in the names of files', () => {
    expect(FILES.filter((name) => replacedIn(name).length > 0)).toEqual([])
  })

  it('is free of replaced words in identifiers', () => {
    const search = (text: string) => {
      const code = text.replace(COMMENT, '').replace(STRING, "''").replace(REGEX, '//')
      return [...new Set(code.match(/[A-Za-z_$][\w$]*/g) ?? [])].filter((name) => replacedIn(name).length > 0)
    }
    expect(findIn(search)).toEqual([])
  })

  it('is free of replaced words in log messages, which name the component that acts', () => {
    const search = (text: string) => {
      const calls = text.matchAll(/\b(?:log|logger)\.(?:debug|info|warn|error|fatal)\(([\s\S]*?)\)\n/g)
      const messages = [...calls].flatMap(([, call = '']) => call.match(STRING) ?? [])
      return messages.filter((message) => replacedIn(message).length > 0 || NO_SUBJECT.test(message))
    }
    expect(findIn(search)).toEqual([])
  })
})
