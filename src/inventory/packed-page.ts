import type { ListedPage } from '../storage/object-store.ts'
import type { Cell } from '../store/batch-writer.ts'
import type { Writer } from '../store/run-store.ts'

/**
 * A listed page as one row, its columns as joined texts and lists: so it costs next to nothing to hand it to the
 * engine, which takes it apart beside this thread (docs/decisions/0013-listing.md).
 */
export type PackedPage = {
  bucket: string
  listedAt: Date
  keys: JoinedTexts
  sizes: readonly number[]
  lastModified: readonly number[]
  etags: JoinedTexts | null
  /** When all are of one class, that class; else all of them. */
  storageClass: string | null
  storageClasses: JoinedTexts | null
}

type JoinedTexts = { text: string; separator: string }

/** Packs the objects of a page, which must have some. */
export function packPage(bucket: string, page: ListedPage, listedAt: Date): PackedPage {
  const [storageClass = null] = page.storageClasses
  const isOneClass = page.storageClasses.every((other) => other === storageClass)
  return {
    bucket,
    listedAt,
    keys: join(page.keys),
    sizes: page.sizes,
    lastModified: page.lastModified,
    etags: page.etags.every((etag) => etag === null) ? null : join(page.etags.map(orEmpty)),
    storageClass: isOneClass ? storageClass : null,
    storageClasses: isOneClass ? null : join(page.storageClasses.map(orEmpty)),
  }
}

/**
 * Joins texts by what none of them contains: a line feed, followed by as many U+0001 as that takes. Since a line feed
 * is only its beginning, it cannot lie across the end of a text either.
 */
function join(texts: readonly string[]): JoinedTexts {
  let separator = '\n'
  while (texts.some((text) => text.includes(separator))) separator += '\u0001'
  return { text: texts.join(separator), separator }
}

function orEmpty(text: string | null): string {
  return text ?? ''
}

const CREATE_PAGES = `
  create or replace temp table listed_page (
    bucket varchar, listed_at timestamptz, keys varchar, key_separator varchar, sizes double[], last_modified double[],
    etags varchar, etag_separator varchar, storage_class varchar, storage_classes varchar, class_separator varchar
  )`

/** Lists of a row are unnested side by side, the shorter ones padded with null; whole numbers below 2^53 are exact. */
const UNPACK = `
  insert into stored_object
  select bucket, object_key, size_bytes::bigint, case when not isnan(ms) then make_timestamptz(ms::bigint * 1000) end,
    nullif(etag, ''), nullif(coalesce(storage_class, class), ''), listed_at
  from (
    select bucket, listed_at, storage_class,
      unnest(string_split(keys, key_separator)) as object_key,
      unnest(sizes) as size_bytes,
      unnest(last_modified) as ms,
      unnest(string_split(etags, etag_separator)) as etag,
      unnest(string_split(storage_classes, class_separator)) as class
    from listed_page
  )`

/** Adds packed pages to `stored_object`, within a transaction. */
export async function appendPages(writer: Writer, pages: readonly PackedPage[]): Promise<void> {
  if (pages.length === 0) return
  await writer.run(CREATE_PAGES)
  const rows = await writer.append('listed_page')
  rows.write(columnsOf(pages))
  rows.close()
  await writer.run(UNPACK)
}

function columnsOf(pages: readonly PackedPage[]): Cell[][] {
  return [
    pages.map((page) => page.bucket),
    pages.map((page) => page.listedAt),
    pages.map((page) => page.keys.text),
    pages.map((page) => page.keys.separator),
    pages.map((page) => page.sizes),
    pages.map((page) => page.lastModified),
    pages.map((page) => page.etags?.text),
    pages.map((page) => page.etags?.separator),
    pages.map((page) => page.storageClass),
    pages.map((page) => page.storageClasses?.text),
    pages.map((page) => page.storageClasses?.separator),
  ]
}
