/** What a mail program sees of a message that constat composed: one text, one attachment. */
export type ReadEml = {
  headers: Record<string, string>
  text: string
  attachment: { name: string; content: Buffer }
}

/** @throws Error when the message is not of these two parts */
export function readEml(bytes: Buffer): ReadEml {
  const [head, body] = split(bytes.toString('latin1'))
  const headers = headersOf(head)
  const [, boundary] = /boundary="(.+?)"/.exec(headers['content-type'] ?? '') ?? []
  const parts = body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => split(part.replace(/^\r\n/, '')))
  const [text, attachment] = parts
  if (boundary === undefined || text === undefined || attachment === undefined || parts.length !== 2)
    throw new Error('expected a text and an attachment')
  const [, name = ''] =
    /filename="?([^";]+)"?/.exec(headersOf(attachment[0])['content-disposition'] ?? '') ?? []
  return {
    headers,
    text: quotedPrintable(text[1]).toString('utf8').replaceAll('\r\n', '\n'),
    attachment: { name, content: Buffer.from(attachment[1], 'base64') },
  }
}

function split(text: string): [head: string, body: string] {
  const end = text.indexOf('\r\n\r\n')
  return [text.slice(0, end), text.slice(end + 4)]
}

function headersOf(head: string): Record<string, string> {
  const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n')
  return Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      decoded(line.slice(line.indexOf(':') + 1).trim()),
    ]),
  )
}

/** RFC 2047; white space between two encoded words is none. */
function decoded(value: string): string {
  return value
    .replaceAll(/(\?=)\s+(=\?)/g, '$1$2')
    .replaceAll(/(?:=\?utf-8\?[qb]\?[^?]*\?=)+/gi, (words) =>
      Buffer.concat(
        [...words.matchAll(/=\?utf-8\?([qb])\?([^?]*)\?=/gi)].map(([, how, word = '']) =>
          how?.toLowerCase() === 'b'
            ? Buffer.from(word, 'base64')
            : quotedPrintable(word.replaceAll('_', ' ')),
        ),
      ).toString('utf8'),
    )
}

function quotedPrintable(text: string): Buffer {
  const bytes = text
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1')
}
