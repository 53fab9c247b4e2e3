import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { takeCopiedRows } from '../../../src/marketplace/copy-messages.ts'

const message = (letter: string, says: string | Buffer): Buffer => {
  const text = Buffer.from(says)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length + 4)
  return Buffer.concat([Buffer.from(letter), length, text])
}

const BEGIN = message('H', '\0\0\x01\0\0')
const NOTICE = message('N', 'SNOTICE\0\0')
const END = Buffer.concat([message('c', ''), message('C', 'COPY 3\0')])
const READY = message('Z', 'T')
const ROWS = ['a\tb\n', '', `${'é'.repeat(40)}\n`]
const answer = Buffer.concat([
  BEGIN,
  message('d', ROWS[0] as string),
  message('d', ''),
  NOTICE,
  message('d', ROWS[2] as string),
  END,
  READY,
])

/** What came out of a stream that was given these bytes, once its rows are taken. */
function received(chunks: readonly Buffer[]) {
  const stream = new PassThrough()
  const driven: Buffer[] = []
  const driver = (chunk: Buffer) => driven.push(Buffer.from(chunk))
  stream.on('data', driver)
  const rows: string[] = []
  const announced: number[] = []
  let row: Buffer[] = []
  takeCopiedRows(stream, {
    begin: (bytes) => announced.push(bytes),
    take: (chunk, from, to) => row.push(Buffer.from(chunk.subarray(from, to))),
    end: () => {
      rows.push(Buffer.concat(row).toString())
      row = []
    },
  })
  for (const chunk of chunks) stream.emit('data', chunk)
  return { rows, announced, driven: Buffer.concat(driven), listeners: stream.listeners('data'), driver }
}

describe('rows of a COPY are taken, and all else goes to the driver', () => {
  const expected = {
    rows: ROWS,
    announced: ROWS.map((row) => Buffer.byteLength(row)),
    driven: Buffer.concat([BEGIN, NOTICE, END, READY]),
  }

  test('wherever the bytes are cut', () => {
    for (let i = 0; i <= answer.length; i++) {
      const cut = [answer.subarray(0, i), answer.subarray(i)].filter((chunk) => chunk.length > 0)
      expect(received(cut), `cut at ${i}`).toMatchObject(expected)
    }
  })

  test('byte by byte', () => {
    expect(received([...answer].map((byte) => Buffer.from([byte])))).toMatchObject(expected)
  })

  test('the driver alone hears what comes after the answer, with what came in one piece with it', () => {
    const next = message('d', 'of another query')
    const { rows, driven, listeners, driver } = received([Buffer.concat([answer, next])])
    expect(rows).toEqual(ROWS)
    expect(driven.subarray(-next.length)).toEqual(next)
    expect(listeners).toEqual([driver])
  })

  test('an error in the midst of rows is the driver’s, and ends the taking with the answer', () => {
    const error = message('E', 'SERROR\0C22012\0Mdivision by zero\0\0')
    const { rows, driven, listeners, driver } = received([
      Buffer.concat([BEGIN, message('d', 'one\n'), error]),
      READY,
    ])
    expect(rows).toEqual(['one\n'])
    expect(driven).toEqual(Buffer.concat([BEGIN, error, READY]))
    expect(listeners).toEqual([driver])
  })

  test('until the answer has ended nothing but rows is kept from the driver', () => {
    const { driven, listeners, driver } = received([answer.subarray(0, -1)])
    expect(driven).toEqual(Buffer.concat([BEGIN, NOTICE, END, READY.subarray(0, -1)]))
    expect(listeners).toEqual([driver])
  })
})
