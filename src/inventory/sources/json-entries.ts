import { JSONParser } from '@streamparser/json'

/** What a page of list-objects-v2 tells beside its entries. */
export type PageNotes = Record<string, unknown>

/** Each of these says that a JSON object is such a page, even when it lists nothing. */
const NOTES = ['Contents', 'Name', 'Prefix', 'KeyCount', 'IsTruncated', 'RequestCharged']

/**
 * Gives the entries of a JSON listing in batches, and never holds all of it: an array of entries, a page with
 * `Contents`, or several pages or entries after each other.
 *
 * @param onPage told what each page says beside its entries, once it has ended
 * @throws Error for what is not JSON, is cut short, or is no listing
 */
export async function* jsonEntries(
  content: AsyncIterable<Buffer>,
  onPage: (notes: PageNotes) => void,
): AsyncGenerator<unknown[]> {
  let batch: unknown[] = []
  let documents = 0
  const parser = keepingByteOrderMarks(new JSONParser({ paths: ['$', '$.*', '$.*.*'], separator: '' }))
  parser.onValue = ({ value, parent, stack }) => {
    if (stack.length === 0) {
      documents++
      if (Array.isArray(value)) return
      if (isObject(value) && 'Key' in value) batch.push(value)
      else if (isObject(value) && NOTES.some((name) => name in value)) onPage(value)
      else throw new Error('holds JSON that is no listing: no Contents, and no Key')
    } else if (Array.isArray(parent)) {
      const isEntry = stack.length === 1 || stack[1]?.key === 'Contents'
      if (isEntry) batch.push(value)
      parent.length = isEntry ? 0 : 1 // what was taken is let go; of any other list it is enough to see that it has something
    }
  }
  for await (const chunk of content) {
    parser.write(chunk)
    if (batch.length > 0) yield batch
    batch = []
  }
  if (!parser.isEnded) parser.end()
  if (documents === 0) throw new Error('is empty')
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * The parser decodes texts piece by piece with a TextDecoder that drops a byte order mark at the beginning of each
 * piece. In a key it is a character as any other: so the parser is given a decoder that keeps it.
 */
function keepingByteOrderMarks(parser: JSONParser): JSONParser {
  const tokenizer: object = Reflect.get(parser, 'tokenizer')
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  Object.assign(Reflect.get(tokenizer, 'bufferedString'), { decoder })
  return parser
}
