import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'

/** Keeps secrets that lie in Redis from those who read it. */
export type SecretBox = Readonly<{
  /** `owner` is what the secret belongs to: elsewhere it cannot be opened. */
  seal(secret: string, owner: string): string
  /** Undefined when it was sealed with another key, for another owner, or is damaged. */
  open(sealed: string, owner: string): string | undefined
}>

/** With a key AES-256-GCM; without one secrets lie as they are. */
export function createSecretBox(secretKey: string | undefined): SecretBox {
  return secretKey === undefined ? OPEN_BOX : createLockedBox(secretKey)
}

const MARK = 'aes-256-gcm:'
const NONCE_BYTES = 12
const TAG_BYTES = 16

const OPEN_BOX: SecretBox = {
  seal: (secret) => secret,
  open: (secret) => (secret.startsWith(MARK) ? undefined : secret),
}

function createLockedBox(secretKey: string): SecretBox {
  // Slow on purpose, once at start: the key may be a phrase that can be guessed. Its salt must be the same in all processes.
  const key = scryptSync(secretKey, 'asana-v2mom webhook secrets', 32)
  return {
    seal(secret, owner) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(owner))
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return MARK + Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')
    },
    open(sealed, owner) {
      // What stands there in the clear came before the key, or from a writer that does not know it.
      return sealed.startsWith(MARK)
        ? decipher(key, Buffer.from(sealed.slice(MARK.length), 'base64url'), owner)
        : undefined
    },
  }
}

function decipher(key: Buffer, bytes: Buffer, owner: string): string | undefined {
  try {
    const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)
    const options = { authTagLength: TAG_BYTES }
    const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), options)
    cipher.setAAD(Buffer.from(owner)).setAuthTag(tag)
    return cipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + cipher.final('utf8')
  } catch {
    return undefined
  }
}
