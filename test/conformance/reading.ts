import { hash } from 'node:crypto'
import { DOMParser, type Element } from '@xmldom/xmldom'
import type { RawAnswer } from './ask.ts'

/** What an answer says, place by place: `status`, `header etag`, `ListBucketResult/Contents[3]/Key`, `body`. */
export type Reading = Map<string, string>

/**
 * Reads all that an answer says. XML is read as a client reads it; keys of a listing with `encoding-type=url` are
 * decoded as a form is (`+` and `%20` are a space, `%2F` and `/` a slash). Any other body stands as its digest.
 */
export function read({ status, headers, body }: RawAnswer): Reading {
  const reading: Reading = new Map([['status', String(status)]])
  const isXml = headers['content-type']?.startsWith('application/xml') === true
  for (const [name, value] of Object.entries(headers)) {
    // The length of an XML document, sent or (HEAD) only told of, follows from request ids and the like.
    if (name !== 'content-length' || !isXml) reading.set(`header ${name}`, value)
  }
  if (isXml && body.length > 0) readXml(body.toString('utf8'), reading)
  else if (body.length > 0) reading.set('body', `${body.length} bytes, sha256 ${hash('sha256', body)}`)
  return reading
}

/** What comes from the server. Prefix and start-after only come back: see deviations.ts. */
const ENCODED =
  /^List(Bucket|Versions)Result\/(Delimiter|(Contents|Version|DeleteMarker)\[\d+\]\/Key|CommonPrefixes\[\d+\]\/Prefix)$/

function readXml(text: string, reading: Reading): void {
  const document = new DOMParser({
    onError: (level, message) => {
      if (level !== 'warning') throw new Error(`XML ${level}: ${message}: ${text.slice(0, 200)}`)
    },
  }).parseFromString(text, 'application/xml')
  const root = document.documentElement
  if (root === null) throw new Error(`XML without an element: ${text.slice(0, 200)}`)
  readElement(root, root.tagName, reading)
  if (reading.get(`${root.tagName}/EncodingType`) !== 'url') return
  for (const [place, value] of reading) {
    if (ENCODED.test(place)) reading.set(place, decodeURIComponent(value.replaceAll('+', ' ')))
  }
}

/** Elements that may come several times carry a position, from 0, even when they come once. */
const REPEATED = new Set(['Contents', 'Version', 'DeleteMarker', 'CommonPrefixes'])

function readElement(element: Element, path: string, reading: Reading): void {
  const seen = new Map<string, number>()
  let hasElements = false
  for (let child = element.firstChild; child !== null; child = child.nextSibling) {
    if (child.nodeType !== child.ELEMENT_NODE) continue
    hasElements = true
    const { tagName } = child as Element
    const n = seen.get(tagName) ?? 0
    seen.set(tagName, n + 1)
    readElement(
      child as Element,
      `${path}/${tagName}${n > 0 || REPEATED.has(tagName) ? `[${n}]` : ''}`,
      reading,
    )
  }
  if (!hasElements) reading.set(path, element.textContent ?? '')
}

/** Adds a further part of a listing to the one before: its entries after those, and whether there is more. */
export function append(page: Reading, part: Reading): void {
  const shift = { Contents: count(page, 'Contents'), CommonPrefixes: count(page, 'CommonPrefixes') }
  for (const [place, value] of part) {
    const [, name = '', n = '', rest = ''] =
      /^ListBucketResult\/(Contents|CommonPrefixes)\[(\d+)\](.*)$/.exec(place) ?? []
    if (name === 'Contents' || name === 'CommonPrefixes')
      page.set(`ListBucketResult/${name}[${Number(n) + shift[name]}]${rest}`, value)
  }
  for (const name of ['IsTruncated', 'NextContinuationToken'].map((last) => `ListBucketResult/${last}`)) {
    const value = part.get(name)
    if (value === undefined) page.delete(name)
    else page.set(name, value)
  }
  const keys = Number(page.get('ListBucketResult/KeyCount')) + Number(part.get('ListBucketResult/KeyCount'))
  page.set('ListBucketResult/KeyCount', String(keys))
}

function count(page: Reading, name: 'Contents' | 'CommonPrefixes'): number {
  const last = name === 'Contents' ? 'Key' : 'Prefix'
  let n = 0
  while (page.has(`ListBucketResult/${name}[${n}]/${last}`)) n++
  return n
}
