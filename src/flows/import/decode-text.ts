import { TextDecoder } from 'node:util'

/** A file of which no more can be read. `line` is the first line that is not taken; absent where it cannot be told. */
export class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError'
  readonly line: number | undefined

  constructor(message: string, options: { line?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.line = options.line
  }
}

/**
 * The text of a file in UTF-8, or in UTF-16 with a byte order mark as spreadsheets write it, piece by piece, without the
 * mark. Every line break is a line feed. Throws an UnreadableFileError at bytes of another encoding.
 */
export async function* decodeText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string, void> {
  let decoder: TextDecoder | undefined
  let first: Uint8Array = Buffer.alloc(0)
  let held = ''
  for await (const chunk of bytes) {
    const next = decoder ? chunk : Buffer.concat([first, chunk])
    first = next
    if (!decoder && next.length < MARK_LENGTH) continue
    decoder ??= createDecoder(next)
    const text = held + decode(decoder, next)
    // A carriage return at the end of a piece may belong to a line feed in the next.
    held = text.endsWith('\r') ? '\r' : ''
    yield toLineFeeds(held ? text.slice(0, -1) : text)
  }
  const short = decoder ? '' : decode(createDecoder(first), first)
  yield toLineFeeds(held + short + (decoder ? decode(decoder) : ''))
}

const MARK_LENGTH = 2

function createDecoder([first, second]: Uint8Array): TextDecoder {
  const isLittleEndian = first === 0xff && second === 0xfe
  const isBigEndian = first === 0xfe && second === 0xff
  return new TextDecoder(isLittleEndian ? 'utf-16le' : isBigEndian ? 'utf-16be' : 'utf-8', { fatal: true })
}

/** Without bytes it ends the text, which may not stop within a letter. */
function decode(decoder: TextDecoder, bytes?: Uint8Array): string {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
  } catch (cause) {
    throw new UnreadableFileError('The file is not written in UTF-8: save it as "CSV UTF-8".', { cause })
  }
}

function toLineFeeds(text: string): string {
  return text.replace(/\r\n?/g, '\n')
}
