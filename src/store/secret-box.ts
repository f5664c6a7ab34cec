import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'

/** Encrypts secrets before they are stored in Redis. */
export type SecretBox = Readonly<{
  /** `owner` is what the secret belongs to; it cannot be opened for another owner. */
  seal(secret: string, owner: string): string
  /** Undefined when it was sealed with another key or for another owner, or is damaged. */
  open(sealed: string, owner: string): string | undefined
}>

/** AES-256-GCM with a key; without one secrets are stored in plain text. */
export function createSecretBox(secretKey: string | undefined): SecretBox {
  return secretKey === undefined ? PLAIN_BOX : createEncryptedBox(secretKey)
}

/** Starts every sealed secret. */
const PREFIX = 'aes-256-gcm:'
const NONCE_BYTES = 12
const TAG_BYTES = 16

const PLAIN_BOX: SecretBox = {
  seal: (secret) => secret,
  open: (secret) => (secret.startsWith(PREFIX) ? undefined : secret),
}

/** A sealed secret is the prefix, then nonce, authentication tag and ciphertext in base64url. */
function createEncryptedBox(secretKey: string): SecretBox {
  // A slow derivation, once at start, since the key may be a phrase. All processes need the same salt.
  const key = scryptSync(secretKey, 'asana-v2mom webhook secrets', 32)
  return {
    seal(secret, owner) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(owner))
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return PREFIX + Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')
    },
    open(sealed, owner) {
      // A secret in plain text is from before the key was set, or was written by someone without the key.
      if (!sealed.startsWith(PREFIX)) return undefined
      return decipher(key, Buffer.from(sealed.slice(PREFIX.length), 'base64url'), owner)
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
