import { describe, expect, it } from 'vitest'
import { isSigned, sign } from '../../../src/http/webhooks/signature.ts'

const BYTES = Buffer.from('{"events":[]}')

describe('sign', () => {
  // Computed with: printf '{"events":[]}' | openssl dgst -sha256 -hmac secret
  it('is the HMAC-SHA256 of the bytes in lower-case hex', () => {
    expect(sign('secret', BYTES)).toBe('a642b59553c93e227ec0f2f38910fbf71231a2197c00899833c00478cec86f34')
  })
})

describe('isSigned', () => {
  const good = sign('secret', BYTES)
  it.each([
    ['the right signature', good, true],
    ['the right signature in capitals', good.toUpperCase(), true],
    ['no signature', undefined, false],
    ['an empty one', '', false],
    ['one that is cut short', good.slice(2), false],
    ['one that is too long', `${good}00`, false],
    ['one that is not hex', 'z'.repeat(64), false],
    ['another encoding of the right one', Buffer.from(good, 'hex').toString('base64'), false],
    ['the signature under another secret', sign('other', BYTES), false],
    ['the signature of other bytes', sign('secret', Buffer.from('{"events": []}')), false],
  ])('checks %s', (_, header, expected) => {
    expect(isSigned('secret', BYTES, header)).toBe(expected)
  })

  it('works on bytes, not on characters', () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x80])
    expect(isSigned('secret', bytes, sign('secret', bytes))).toBe(true)
    expect(isSigned('secret', Buffer.from(bytes.toString('utf8')), sign('secret', bytes))).toBe(false)
  })
})
