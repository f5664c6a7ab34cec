import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UnreadableFileError } from '../../../src/flows/import/decode-text.ts'
import { type ImportRow, type RejectedRow, readRows } from '../../../src/flows/import/read-rows.ts'

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
}

function read(file: string | Uint8Array, size = 64): Promise<(ImportRow | RejectedRow)[]> {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file
  return collect(readRows(inPieces(bytes, size)))
}

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const one of source) all.push(one)
  return all
}

/** The rows before the error, and the error. */
async function readUntilError(file: string | Uint8Array) {
  const rows: (ImportRow | RejectedRow)[] = []
  try {
    for await (const row of readRows(inPieces(Buffer.from(file), 64))) rows.push(row)
  } catch (error) {
    if (error instanceof UnreadableFileError) return { rows, message: error.message, line: error.line }
    throw error
  }
  throw new Error('The file could be read')
}

const LEADS = { line: 2, measure: 'Leads', value: '320' }
const MAIL = { line: 3, measure: 'Mail', value: '12 %' }

describe('a file', () => {
  test.each([
    ['with commas', 'measure,value\nLeads,320\nMail,12 %\n'],
    ['with semicolons', 'measure;value\nLeads;320\nMail;12 %\n'],
    ['with tabs', 'measure\tvalue\nLeads\t320\nMail\t12 %\n'],
    ['with CR LF', 'measure,value\r\nLeads,320\r\nMail,12 %\r\n'],
    ['with CR alone', 'measure,value\rLeads,320\rMail,12 %\r'],
    ['with all of them', 'measure,value\r\nLeads,320\rMail,12 %\n'],
    ['without a last line break', 'measure,value\nLeads,320\nMail,12 %'],
    ['with a byte order mark', '\ufeffmeasure,value\nLeads,320\nMail,12 %\n'],
    ['with everything in quotes', '"measure","value"\n"Leads","320"\n"Mail","12 %"\n'],
    ['with spaces around the cells', ' measure , value \n Leads ,  320\nMail, "12 %"\n'],
    ['in capitals', 'MEASURE,Value\nLeads,320\nMail,12 %\n'],
    ['with the columns in another order', 'value,measure\n320,Leads\n12 %,Mail\n'],
    ['with other columns', 'team,measure,note,value\nA,Leads,,320\nB,Mail,"x, y",12 %\n'],
    ['with empty columns behind', 'measure;value\nLeads;320;;\nMail;12 %;;\n'],
    ['with rows of nothing', 'measure,value\nLeads,320\nMail,12 %\n,\n\n , \n'],
  ])('%s', async (_, file) => {
    expect(await read(file)).toEqual([LEADS, MAIL])
  })

  test.each(['utf-16le', 'utf-16be'])('in %s, as spreadsheets write text with tabs', async (encoding) => {
    const bytes = Buffer.from('\ufeffmeasure\tvalue\r\nLeads\t320\r\nMail\t12 %\r\n', 'utf-16le')
    expect(await read(encoding === 'utf-16le' ? bytes : bytes.swap16(), 7)).toEqual([LEADS, MAIL])
  })

  test('with a project and a day for each row', async () => {
    const file = 'project,measure,value,As of\nLaunch,Leads,320,2026-11-16\n,1201,5,\n'
    expect(await read(file)).toEqual([
      { line: 2, project: 'Launch', measure: 'Leads', value: '320', asOf: '2026-11-16' },
      { line: 3, measure: '1201', value: '5' },
    ])
  })

  test.each(['as_of', 'AS_OF', 'As of', 'as-of'])('names the day in the column %s', async (column) => {
    expect(await read(`measure,value,${column}\nLeads,320,2026-11-16\n`)).toEqual([{ ...LEADS, asOf: '2026-11-16' }])
  })

  test('keeps commas of numbers apart from those between cells', async () => {
    const rows = [{ ...LEADS, value: '1.250,5' }]
    expect(await read('measure;value\nLeads;1.250,5\n')).toEqual(rows)
    expect(await read('measure,value\nLeads,"1.250,5"\n')).toEqual(rows)
  })

  test('with quotes, separators and line breaks in its cells, keeps count of the lines', async () => {
    const file = 'measure,value\r\n"Leads, ""hot""\r\nand warm",320\r\n\r\n\r\nMail,5\r\n"A\r\n\r\nB",6\r\nC,7\r\n'
    expect(await read(file)).toEqual([
      { line: 2, measure: 'Leads, "hot" and warm', value: '320' },
      { line: 6, measure: 'Mail', value: '5' },
      { line: 7, measure: 'A B', value: '6' },
      { line: 10, measure: 'C', value: '7' },
    ])
  })

  test('takes quotes within a text that is not quoted as they are', async () => {
    expect(await read('measure,value\n5" banners,320\n"Mail",5\n')).toEqual([
      { line: 2, measure: '5" banners', value: '320' },
      { line: 3, measure: 'Mail', value: '5' },
    ])
  })

  test('with a header alone has no rows', async () => {
    expect(await read('measure,value\n')).toEqual([])
    expect(await read('measure,value')).toEqual([])
  })
})

describe('a row that cannot be taken is told with its line, and the others go on', () => {
  test.each([
    ['more cells than the header', 'Leads,1,250', 'The row has 3 columns where the header has 2'],
    ['fewer cells than the header', 'Leads', 'The row has 1 column where the header has 2'],
    ['no measure', ',320', 'The row names no measure'],
  ])('%s', async (_, row, reason) => {
    expect(await read(`measure,value\n${row}\nMail,12 %\n`)).toEqual([
      { line: 2, reason: expect.stringContaining(reason) },
      MAIL,
    ])
  })
})

describe('a file that cannot be read says so', () => {
  const HEADER = 'The first line must name the columns measure and value, and may name project and as_of: '

  test.each([
    ['without a header', 'Leads,320\nMail,5\n', `${HEADER}it is "Leads 320".`],
    ['without the column value', 'measure,amount\nLeads,320\n', `${HEADER}it is "measure amount".`],
    ['with other separators', 'measure|value\nLeads|320\n', `${HEADER}it is "measure|value".`],
    ['with a column named twice', 'measure,value,Value\nLeads,1,2\n', 'The header names the column value twice.'],
    ['of no bytes', '', `${HEADER}the file is empty.`],
    ['of one byte', 'x', `${HEADER}it is "x".`],
    ['of line breaks', '\n\r\n\n', `${HEADER}the file is empty.`],
  ])('%s', async (_, file, message) => {
    expect(await readUntilError(file)).toEqual({ rows: [], message, line: 1 })
  })

  test('at a quote that is never closed, with the line where it opens', async () => {
    const message = 'From line 3 on nothing can be read: a row does not end: is a closing quote missing?'
    const file = 'measure,value\nLeads,320\n"Mail,5\nEvents,6\n'
    expect(await readUntilError(file)).toEqual({ rows: [LEADS], message, line: 3 })
    const long = `${file}${'Events,6\n'.repeat(20_000)}`
    expect(await readUntilError(long)).toEqual({ rows: [LEADS], message, line: 3 })
  })

  test.each([
    ['Windows-1252', Buffer.from('measure,value\nF\xfchrung,320\n', 'latin1')],
    ['a workbook', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.from([0xff, 0xfe, 0x80, 0x0a])])],
    ['UTF-8 that stops within a letter', Buffer.from('measure,value\nLeads,320\nF\u00fc').subarray(0, -1)],
  ])('in %s', async (_, file) => {
    const error = { message: 'The file is not written in UTF-8: save it as "CSV UTF-8".', line: undefined }
    expect(await readUntilError(file)).toMatchObject(error)
  })
})

describe('a long file', () => {
  test('is read no further than its rows are taken, and closed with them', async () => {
    const PIECE = Buffer.from('Leads in the northern region,320\n'.repeat(1000))
    let pieces = 0
    let isClosed = false
    async function* endless() {
      try {
        yield Buffer.from('measure,value\n')
        for (;;) {
          pieces++
          yield PIECE
        }
      } finally {
        isClosed = true
      }
    }
    let taken = 0
    for await (const row of readRows(endless())) {
      expect(row).toMatchObject({ line: taken + 2 })
      if (++taken === 5000) break
    }
    expect(pieces).toBeLessThan(50)
    await expect.poll(() => isClosed).toBe(true)
  })

  test('whose source breaks, breaks the reading with the same error', async () => {
    async function* broken() {
      yield Buffer.from('measure,value\nLeads,320\n')
      throw new Error('The disk is gone')
    }
    await expect(collect(readRows(broken()))).rejects.toThrow('The disk is gone')
  })
})

describe('every file', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'B', 'ü', '日', '🎯', ' ', ',', ';', '\t', '"', '\n', '1', '%') })
  const rows = fc.array(fc.record({ measure: cell.map((text) => `x${text}x`), value: cell, asOf: cell }), {
    maxLength: 8,
  })
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const joined = (text: string) => text.replace(/\s+/g, ' ').trim()

  test('comes out as it went in, whatever its separators, line breaks and pieces', async () => {
    const separators = fc.constantFrom(',', ';', '\t')
    const breaks = fc.constantFrom('\n', '\r\n', '\r')
    const sizes = fc.integer({ min: 1, max: 40 })
    await fc.assert(
      fc.asyncProperty(
        rows,
        separators,
        breaks,
        sizes,
        fc.boolean(),
        async (written, separator, lineBreak, size, mark) => {
          const lines = [
            ['measure', 'value', 'as_of'],
            ...written.map(({ measure, value, asOf }) => [measure, value, asOf]),
          ]
          const text = lines.map((cells) => `${cells.map(quoted).join(separator)}\n`).join('')
          const file = `${mark ? '\ufeff' : ''}${text.replaceAll('\n', lineBreak)}`
          let line = 2
          const wanted = written.map(({ measure, value, asOf }) => {
            const row = {
              line,
              measure: joined(measure),
              value: joined(value),
              ...(joined(asOf) ? { asOf: joined(asOf) } : {}),
            }
            line += `${measure}${value}${asOf}`.split('\n').length
            return row
          })
          expect(await read(file, size)).toEqual(wanted)
        },
      ),
    )
  })

  test('of any text ends in rows, rejected rows or one error', async () => {
    const wild = fc.string({ unit: fc.constantFrom('a', 'ü', '🎯', ',', '"', '"', '\n', '\r', '\0', '\ufeff', ' ') })
    await fc.assert(
      fc.asyncProperty(wild, fc.integer({ min: 1, max: 9 }), async (text, size) => {
        const reading = read(`measure,value\n${text}`, size)
        const rows = await reading.catch((error: unknown) => {
          expect(error).toBeInstanceOf(UnreadableFileError)
          return []
        })
        for (const row of rows) expect(row.line).toBeGreaterThan(1)
      }),
    )
  })
})
