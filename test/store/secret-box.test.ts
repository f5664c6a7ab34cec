import { describe, expect, it } from 'vitest'
import { createSecretBox } from '../../src/store/secret-box.ts'

const box = createSecretBox('a key of many characters')

describe('a secret box with a key', () => {
  it('opens what it sealed, which does not contain the secret', () => {
    const sealed = box.seal('hush', 'owner')
    expect(sealed).not.toContain('hush')
    expect(sealed).not.toContain(Buffer.from('hush').toString('base64url'))
    expect(box.open(sealed, 'owner')).toBe('hush')
  })

  it('can be opened by every process with the same key', () => {
    expect(createSecretBox('a key of many characters').open(box.seal('hush', 'owner'), 'owner')).toBe('hush')
  })

  it('seals the same secret differently each time', () => {
    expect(box.seal('hush', 'owner')).not.toBe(box.seal('hush', 'owner'))
  })

  it('opens for no other key, no other owner and not without a key', () => {
    const sealed = box.seal('hush', 'owner')
    expect(createSecretBox('another key entirely').open(sealed, 'owner')).toBeUndefined()
    expect(box.open(sealed, 'another owner')).toBeUndefined()
    expect(createSecretBox(undefined).open(sealed, 'owner')).toBeUndefined()
  })

  it('does not accept plain text', () => {
    expect(box.open('hush', 'owner')).toBeUndefined()
  })

  it('opens nothing that was changed by one character or truncated', () => {
    const sealed = box.seal('hush', 'owner')
    for (let at = 'aes-256-gcm:'.length; at < sealed.length - 1; at += 1) {
      const other = sealed[at] === 'A' ? 'B' : 'A'
      expect(box.open(sealed.slice(0, at) + other + sealed.slice(at + 1), 'owner')).toBeUndefined()
      expect(box.open(sealed.slice(0, at), 'owner')).toBeUndefined()
    }
  })
})

describe('a secret box without a key', () => {
  it('leaves secrets in plain text', () => {
    const open = createSecretBox(undefined)
    expect(open.seal('hush', 'owner')).toBe('hush')
    expect(open.open('hush', 'owner')).toBe('hush')
  })
})
