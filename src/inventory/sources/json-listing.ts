import type { ListingFileConfig } from '../../config/inventory-source.ts'
import { type ListingFile, readListingFile } from '../../storage/inventory/listing-file.ts'
import type { ObjectStore } from '../../storage/object-store.ts'
import type { Run } from '../../store/run.ts'
import { EXIT } from '../../vocabulary/exit-code.ts'
import { Failure, messageOf } from '../../vocabulary/failure.ts'
import { jsonEntries, type PageNotes } from './json-entries.ts'
import { fromAws, fromRclone, type ListedObject, storedColumns } from './json-object.ts'

/** Objects that are kept in one transaction. */
const OBJECTS_PER_CHUNK = 50_000

/**
 * Keeps what a JSON listing holds below the prefixes of its store, chunk by chunk.
 *
 * @param bucketName what pages of S3 must say that they list; undefined for a directory tree
 * @throws Failure (2) that names the file and the object when it is not what it was said to be, or not whole
 */
export async function stageJsonListing(
  run: Run,
  store: ObjectStore,
  source: ListingFileConfig,
  file: ListingFile,
  bucketName: string | undefined,
): Promise<void> {
  const takenAt = new Date(source.taken_at)
  let kept = 0
  for await (const objects of listedChunks(file, source.key_prefix, bucketName)) {
    run.signal.throwIfAborted()
    const ours = objects.filter(({ key }) => store.prefixes.some((prefix) => key.startsWith(prefix)))
    await run.store.transaction(async (writer) => {
      const rows = await writer.append('listed_object')
      rows.write(storedColumns(store.bucket, ours, takenAt))
      rows.close()
    })
    kept += ours.length
    run.journal.progress(kept, undefined, 'objects')
  }
}

async function* listedChunks(
  file: ListingFile,
  keyPrefix: string,
  bucketName: string | undefined,
): AsyncGenerator<ListedObject[]> {
  const readEntry = file.format === 'rclone' ? fromRclone : fromAws
  let lastPage: PageNotes = {}
  let number = 0
  let chunk: ListedObject[] = []
  const onPage = (notes: PageNotes) => {
    lastPage = notes
    refusePartialPage(notes, bucketName)
  }
  try {
    for await (const entries of jsonEntries(readListingFile(file), onPage)) {
      for (const entry of entries) {
        number++
        const object = withNumber(number, () => readEntry(entry))
        if (object !== undefined) chunk.push({ ...object, key: keyPrefix + object.key })
      }
      if (chunk.length < OBJECTS_PER_CHUNK) continue
      yield chunk
      chunk = []
    }
    if (lastPage['IsTruncated'] === true || typeof lastPage['NextToken'] === 'string')
      throw new Error('ends before the end of the bucket: its last page says that more follow')
  } catch (cause) {
    throw new Failure(
      EXIT.usage,
      `the listing ${file.path}: ${messageOf(cause)}`,
      'make it again as docs/inventory-sources.md shows; nothing of it is used',
      { cause },
    )
  }
  yield chunk
}

function withNumber<T>(number: number, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw new Error(`object ${number} ${messageOf(cause)}`, { cause })
  }
}

/** A page that lists another bucket, or only what lies at one level, or encoded keys, must not be taken for all. */
function refusePartialPage(notes: PageNotes, bucketName: string | undefined): void {
  const { Name, Delimiter, CommonPrefixes, EncodingType } = notes
  if (bucketName !== undefined && typeof Name === 'string' && Name !== bucketName)
    throw new Error(`is of the bucket ${JSON.stringify(Name)}, not of ${bucketName}`)
  if (typeof Delimiter === 'string' || (Array.isArray(CommonPrefixes) && CommonPrefixes.length > 0))
    throw new Error('was made with --delimiter: it does not list what lies deeper')
  if (EncodingType === 'url') throw new Error('was made with --encoding-type: its keys are encoded')
}
