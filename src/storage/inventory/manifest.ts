import { z } from 'zod'
import { EXIT } from '../../vocabulary/exit-code.ts'
import { Failure, messageOf } from '../../vocabulary/failure.ts'
import { findColumns } from './table-columns.ts'

export type ManifestFile = { key: string; md5: string }

/** What an S3 Inventory says of itself (https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html). */
export type Manifest = {
  sourceBucket: string
  /** When S3 began to make it: what was stored later may not be in it. */
  takenAt: Date
  format: 'csv' | 'parquet'
  /** CSV: the names of its columns, which the data files do not repeat. Parquet files name their own. */
  names: string[]
  files: ManifestFile[]
}

const schema = z.object({
  sourceBucket: z.string().min(1),
  creationTimestamp: z.coerce.string().regex(/^\d{12,14}$/, 'milliseconds since 1970'),
  fileFormat: z.string(),
  fileSchema: z.string(),
  files: z.array(
    z.object({ key: z.string().min(1), MD5checksum: z.string().regex(/^[0-9a-f]{32}$/i, '32 hex digits') }),
  ),
})

/**
 * Reads a manifest.json.
 *
 * @param name how messages name it
 * @throws Failure (2) when it is none, or of an inventory that cannot be read
 */
export function parseManifest(text: string, name: string): Manifest {
  const parsed = schema.safeParse(parseJson(text, name))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new Failure(
      EXIT.usage,
      `${name} is no manifest of an S3 Inventory: ${issue?.path.join('.') || 'it'}: ${issue?.message}`,
      'name the manifest.json that S3 delivered with the inventory',
    )
  }
  const { sourceBucket, creationTimestamp, fileFormat, fileSchema, files } = parsed.data
  const format = formatOf(fileFormat, name)
  const names = format === 'csv' ? fileSchema.split(',').map((column) => column.trim()) : []
  if (format === 'csv') findColumns(names, {}, name)
  return {
    sourceBucket,
    takenAt: new Date(Number(creationTimestamp)),
    format,
    names,
    files: files.map(({ key, MD5checksum }) => ({ key, md5: MD5checksum.toLowerCase() })),
  }
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Failure(
      EXIT.usage,
      `${name} is not JSON: ${messageOf(cause)}`,
      'name the manifest.json that S3 delivered with the inventory',
      { cause },
    )
  }
}

function formatOf(fileFormat: string, name: string): Manifest['format'] {
  if (fileFormat === 'CSV') return 'csv'
  if (fileFormat === 'Parquet') return 'parquet'
  throw new Failure(
    EXIT.usage,
    `${name} is of an inventory in the format ${JSON.stringify(fileFormat.slice(0, 40))}, which cannot be read`,
    'set the output format of the inventory to Parquet or CSV in S3 and wait for its next delivery, or list live',
  )
}
