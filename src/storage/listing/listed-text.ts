/** What an answer of S3 says of a key, a size or a time, and cannot be read: never guessed at. */
export class UnreadableListing extends Error {
  override readonly name = 'UnreadableListing'
}

/**
 * Reads a key as `encoding-type=url` writes it: `+` is a space, as in forms, and `%2B` a plus.
 *
 * @throws UnreadableListing when it is not percent-encoded UTF-8: half a key is another key
 */
export function decodeKey(encoded: string): string {
  if (!encoded.includes('%')) return encoded.replaceAll('+', ' ')
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '))
  } catch (cause) {
    throw new UnreadableListing(
      `storage lists the key ${JSON.stringify(encoded)}, which is not URL-encoded UTF-8 although it says so`,
      { cause },
    )
  }
}

const ENTITY = /&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-z]+))?;?/g
const NAMED = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

/**
 * Reads the references of XML text, `&amp;` and its like and `&#x1F600;`.
 *
 * @throws UnreadableListing for one that XML does not have
 */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(ENTITY, (written, hex?: string, decimal?: string, name?: string) => {
    const character = name === undefined ? characterOf(hex, decimal) : NAMED.get(name)
    if (character === undefined || !written.endsWith(';'))
      throw new UnreadableListing(
        `storage lists ${JSON.stringify(text)}, in which ${written} means nothing in XML`,
      )
    return character
  })
}

function characterOf(hex: string | undefined, decimal: string | undefined): string | undefined {
  const point = hex === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hex, 16)
  const isCharacter = point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff)
  return isCharacter ? String.fromCodePoint(point) : undefined
}

/** @throws UnreadableListing for a size that is not a whole number of bytes */
export function refuseSize(text: string): never {
  throw new UnreadableListing(
    `storage lists an object with the size ${JSON.stringify(text)}, which is not a whole number of bytes`,
  )
}
