import { isAscii, isUtf8 } from 'node:buffer'
import type { ListedPage, PackedPage } from '../object-store.ts'
import { decodeEntities, decodeKey, refuseSize, UnreadableListing } from './listed-text.ts'
import { readDigits, TimeReader } from './listed-time.ts'

/** One answer to ListObjectsV2. `nextToken`: where the listing goes on; undefined on its last page. */
export type ScannedListing<Page extends ListedPage | PackedPage = ListedPage> = {
  page: Page
  nextToken: string | undefined
}

/** The body ended before the listing did. The SDK asks again, as after a broken connection. */
export class ListingCutShort extends Error {
  override readonly name = 'ListingCutShort'
  readonly $retryable = { throttling: false }
}

/** Thrown, and caught here, at whatever this scanner leaves to a parser of all of XML. */
const NOT_PLAIN = Symbol('not plain')

/** Stands where entries were taken out. */
export const HOLE = Buffer.from('<Contents/>')

const CLOSING_TAG = '</ListBucketResult>'
const QUOTE = '&quot;'
const MAX_SIZE_DIGITS = 15
const [LESS_THAN, SLASH, C, E, K, L, S] = [0x3c, 0x2f, 0x43, 0x45, 0x4b, 0x4c, 0x53]

/**
 * Reads the body of an answer to ListObjectsV2 in one pass, into columns. A parser of all of XML makes an object of
 * each element, which costs more than everything else of a listing together.
 *
 * Elements may come in any order, and unknown ones are skipped. What S3 does not write (comments, CDATA, attributes
 * within the root, a repeated element, a carriage return) is left to the SDK's parser: better slow than wrong.
 *
 * @param hole where entries were taken out, if they were: there must be a place for them
 * @returns undefined when the body is to be parsed by the SDK, an `<Error>` among others
 * @throws ListingCutShort when the closing tag is missing; UnreadableListing for a key, a size or a reference that
 *   means nothing
 */
export function scanListing(body: Buffer, hole?: number): ScannedListing | undefined {
  const ascii = isAscii(body)
  if (!ascii && !isUtf8(body)) throw new UnreadableListing('storage sent a listing that is not in UTF-8')
  const xml = body.toString('latin1') // a character a byte: positions are the same in both
  const root = /^(?:\u00EF\u00BB\u00BF)?\s*(?:<\?xml[^>]*\?>)?\s*<([\w:]+)(?:\s[^<>]*)?>/.exec(xml)
  if (xml.trim() === '') throw new ListingCutShort('storage sent an empty answer for a listing')
  if (root?.[1] !== 'ListBucketResult' || root[0].endsWith('/>')) {
    refuseOther(xml)
    return undefined
  }
  if (!xml.trimEnd().endsWith(CLOSING_TAG))
    throw new ListingCutShort('storage cut a listing short: its closing tag is missing')
  if (xml.includes('\r')) return leave(xml)
  try {
    return new Scanner(body, xml, root[0].length, ascii).scan(hole)
  } catch (error) {
    if (error === NOT_PLAIN) return leave(xml)
    throw error
  }
}

/**
 * Leaves a listing to the SDK, unless the SDK would read another key: of a reference to a character above U+FFFF it drops
 * all but the lower 16 bits.
 */
function leave(xml: string): undefined {
  for (const [written, radix, digits = ''] of xml.matchAll(/&#(x?)([0-9a-fA-F]+);/g))
    if (Number.parseInt(digits, radix === 'x' ? 16 : 10) > 0xffff)
      throw new UnreadableListing(
        `storage sent a listing that is not plain, with ${written}: it cannot be read exactly`,
      )
}

/** An error page of something between here and the store must not be read as an empty bucket. */
function refuseOther(xml: string): void {
  const hasElement = /<[\w!][^>]*>/.test(xml)
  if (!hasElement && /^(?:\u00EF\u00BB\u00BF)?\s*</.test(xml))
    throw new ListingCutShort('storage cut a listing short: it ended before its first element')
  if (/<(ListBucketResult|Error)[\s/>]/.test(xml)) return
  throw new UnreadableListing(
    `what answers is no S3 store: instead of a listing it sent ${JSON.stringify(xml.slice(0, 60))}`,
  )
}

class Scanner {
  readonly #bytes: Buffer
  readonly #xml: string
  readonly #times = new TimeReader()
  readonly #page: ListedPage & { ascii: boolean; oneLine: boolean }
  #at: number
  #storageClass = ''

  /** @param xml the bytes as Latin-1 */
  constructor(bytes: Buffer, xml: string, at: number, ascii: boolean) {
    this.#bytes = bytes
    this.#xml = xml
    this.#at = at
    const oneLine = !xml.includes('\n', at) && !xml.includes('&#', at) // a reference may name a line feed
    this.#page = { keys: [], ascii, oneLine, sizes: [], lastModified: [], etags: [], storageClasses: [] }
  }

  scan(hole?: number): ScannedListing {
    let isFilled = hole === undefined
    let truncated: string | undefined
    let nextToken: string | undefined
    let encoding: string | undefined
    for (;;) {
      const letter = this.#letter()
      if (letter === C && this.#takeIf('<Contents>')) this.#scanContents()
      else if (this.#at === hole && this.#takeIf('<Contents/>')) isFilled = true
      else if (letter === SLASH && this.#takeIf(CLOSING_TAG)) break
      else if (this.#takeIf('<IsTruncated>')) truncated = once(truncated, this.#text('</IsTruncated>'))
      else if (this.#takeIf('<EncodingType>')) encoding = once(encoding, this.#text('</EncodingType>'))
      else if (this.#takeIf('<NextContinuationToken>'))
        nextToken = once(nextToken, this.#anyText('</NextContinuationToken>'))
      else this.#skipElement()
    }
    if (this.#xml.slice(this.#at).trim() !== '' || !isFilled) throw NOT_PLAIN
    if (truncated !== undefined && truncated !== 'true' && truncated !== 'false') throw NOT_PLAIN
    if (encoding !== undefined && encoding !== 'url') throw NOT_PLAIN
    if (encoding === 'url') this.#decodeKeys()
    return {
      page: this.#page,
      nextToken: truncated === 'true' ? (nextToken ?? refuseNoToken()) : undefined,
    }
  }

  /** Last, since `EncodingType` may stand behind the keys that it is about. */
  #decodeKeys(): void {
    if (!this.#xml.includes('%') && !this.#xml.includes('+')) return
    this.#page.ascii = false
    this.#page.oneLine = false
    this.#page.keys = this.#page.keys.map((key) =>
      key.includes('%') || key.includes('+') ? decodeKey(key) : key,
    )
  }

  #scanContents(): void {
    let key: string | undefined
    let size: number | undefined
    let lastModified: number | undefined
    let etag: string | undefined
    let storageClass: string | undefined
    for (;;) {
      const letter = this.#letter()
      if (letter === K && this.#takeIf('<Key>')) key = once(key, this.#keyText())
      else if (letter === L && this.#takeIf('<LastModified>')) lastModified = once(lastModified, this.#time())
      else if (letter === E && this.#takeIf('<ETag>')) etag = once(etag, this.#etag())
      else if (letter === S && this.#takeIf('<Size>')) size = once(size, this.#size())
      else if (letter === S && this.#takeIf('<StorageClass>'))
        storageClass = once(storageClass, this.#class())
      else if (letter === SLASH && this.#takeIf('</Contents>')) break
      else this.#skipElement()
    }
    if (key === undefined || key === '') throw new UnreadableListing('storage lists an object without a key')
    // A size that is not told is not 0: that would make the object an empty one.
    if (size === undefined)
      throw new UnreadableListing(`storage lists an object without a size: ${JSON.stringify(key)}`)
    const page = this.#page
    page.keys.push(key)
    page.sizes.push(size)
    page.lastModified.push(lastModified ?? Number.NaN)
    page.etags.push(etag ?? null)
    page.storageClasses.push(storageClass ?? null)
  }

  #keyText(): string {
    const from = this.#at
    const text = this.#text('</Key>')
    if (!text.includes('&') && this.#page.ascii) return text
    this.#page.ascii = false // a reference may name any character
    return decodeEntities(this.#bytes.toString('utf8', from, from + text.length))
  }

  #etag(): string {
    const from = this.#at
    const to = this.#pass('</ETag>')
    const bareFrom = from + QUOTE.length
    const bareTo = to - QUOTE.length
    const quoted = this.#xml.startsWith(QUOTE, from) && this.#xml.startsWith(QUOTE, bareTo)
    if (quoted && bareFrom < bareTo && isPlain(this.#bytes, bareFrom, bareTo))
      return this.#xml.slice(bareFrom, bareTo)
    return decodeEntities(this.#bytes.toString('utf8', from, to)).replaceAll('"', '')
  }

  #time(): number {
    const from = this.#at
    const to = this.#pass('</LastModified>')
    const time = this.#times.read(this.#bytes, from, to)
    if (Number.isNaN(time)) throw NOT_PLAIN
    return time
  }

  #size(): number {
    const from = this.#at
    const to = this.#pass('</Size>')
    const size = readDigits(this.#bytes, from, to)
    if (Number.isNaN(size) || to - from > MAX_SIZE_DIGITS) return refuseSize(this.#xml.slice(from, to))
    return size
  }

  /** Most objects are of the class of the one before: then it is the same string. */
  #class(): string {
    const from = this.#at
    const to = this.#pass('</StorageClass>')
    const same = to - from === this.#storageClass.length && this.#xml.startsWith(this.#storageClass, from)
    if (!same) this.#storageClass = decodeEntities(this.#bytes.toString('utf8', from, to))
    return this.#storageClass
  }

  /** @returns the text up to a closing tag, which is passed; it must be ASCII */
  #text(closingTag: string): string {
    const from = this.#at
    return this.#xml.slice(from, this.#pass(closingTag))
  }

  #anyText(closingTag: string): string {
    const from = this.#at
    return decodeEntities(this.#bytes.toString('utf8', from, this.#pass(closingTag)))
  }

  /** Passes text and the closing tag after it. @returns where the text ends */
  #pass(closingTag: string): number {
    const end = this.#xml.indexOf('<', this.#at)
    if (end < 0 || !this.#xml.startsWith(closingTag, end)) throw NOT_PLAIN
    this.#at = end + closingTag.length
    return end
  }

  /** Passes white space. @returns the byte after the next `<`, which tells most elements apart */
  #letter(): number | undefined {
    if (this.#bytes[this.#at] !== LESS_THAN) this.#skipSpace()
    return this.#bytes[this.#at + 1]
  }

  #takeIf(tag: string): boolean {
    if (!this.#xml.startsWith(tag, this.#at)) return false
    this.#at += tag.length
    return true
  }

  #skipSpace(): void {
    while (this.#at < this.#xml.length && ' \t\n'.includes(this.#xml.charAt(this.#at))) this.#at++
  }

  /** Passes an element, with what is in it; its tags must match. */
  #skipElement(): void {
    const xml = this.#xml
    const end = xml.indexOf('>', this.#at)
    if (end < 0 || xml.charCodeAt(this.#at) !== LESS_THAN) throw NOT_PLAIN
    const name = xml.slice(this.#at + 1, end)
    this.#at = end + 1
    if (/^\w+\/$/.test(name)) return
    if (!/^\w+$/.test(name)) throw NOT_PLAIN
    for (;;) {
      this.#at = xml.indexOf('<', this.#at)
      if (this.#at < 0) throw NOT_PLAIN
      if (xml.charCodeAt(this.#at + 1) === SLASH) break
      this.#skipElement()
    }
    if (!this.#takeIf(`</${name}>`)) throw NOT_PLAIN
  }
}

/** Is it ASCII without quotes and references? */
function isPlain(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const byte = bytes[i] ?? 0
    if (byte > 0x7e || byte === 0x22 || byte === 0x26) return false
  }
  return true
}

/** An element that may come once. @throws NOT_PLAIN when it came before */
function once<T>(before: T | undefined, value: T): T {
  if (before !== undefined) throw NOT_PLAIN
  return value
}

function refuseNoToken(): never {
  throw new UnreadableListing('storage sent a truncated page without a continuation token')
}
