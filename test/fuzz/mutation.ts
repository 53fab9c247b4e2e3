import fc from 'fast-check'

/** Where in a document (a fraction of its length) what is done to it. */
type Edit = { at: number; take: number; put: Buffer }

/** Lengths that count: nothing, a character, a word, a line, a good part. */
const LENGTHS = [0, 0, 1, 1, 2, 8, 40, 300]

/**
 * Documents made from sound ones by a few edits, each of which takes some bytes away and puts others there: random ones,
 * tokens of the format, or a piece of a sound document. A sound beginning reaches further into a reader than noise does.
 */
export function mutated(seeds: readonly Buffer[], tokens: readonly string[]): fc.Arbitrary<Buffer> {
  const noise = fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes))
  const token = fc.constantFrom(...tokens, ...EVERYWHERE).map((text) => Buffer.from(text, 'latin1'))
  const many = fc
    .tuple(token, fc.constantFrom(2, 50, 3000))
    .map(([one, n]) => Buffer.concat(Array(n).fill(one)))
  const piece = fc
    .tuple(fc.constantFrom(...seeds), fraction, fraction)
    .map(([seed, from, to]) =>
      seed.subarray(
        Math.floor(Math.min(from, to) * seed.length),
        Math.ceil(Math.max(from, to) * seed.length),
      ),
    )
  const edit: fc.Arbitrary<Edit> = fc.record({
    at: fraction,
    take: fc.constantFrom(...LENGTHS),
    put: fc.oneof(
      { arbitrary: noise, weight: 4 },
      { arbitrary: token, weight: 6 },
      { arbitrary: many, weight: 1 },
      { arbitrary: piece, weight: 2 },
    ),
  })
  return fc
    .tuple(fc.constantFrom(...seeds), fc.array(edit, { maxLength: 6 }))
    .map(([seed, edits]) => edits.reduce(apply, seed))
}

const fraction = fc.double({ min: 0, max: 1, noNaN: true })

/** What readers of texts stumble over: bytes as Latin-1. */
const EVERYWHERE = [
  '\0',
  '\r',
  '\n',
  '"',
  "'",
  '\\',
  '\x1b[2J',
  '\xef\xbb\xbf',
  '\xe2\x80\xae',
  '\xff',
  '%',
  '%00',
  '../',
]

function apply(document: Buffer, { at, take, put }: Edit): Buffer {
  const from = Math.floor(at * document.length)
  return Buffer.concat([document.subarray(0, from), put, document.subarray(from + take)])
}
