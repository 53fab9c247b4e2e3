import { z } from 'zod'

/** The part of a primary store's configuration that says where its inventory comes from, when it is not listed live. */

const word = z.string().min(1, 'a word that is not empty')

const maxAgeHours = z
  .number()
  .positive()
  .default(48)
  .describe('An inventory older than this is refused: objects that are younger cannot be judged by it')

const s3Inventory = z.strictObject({
  type: z.literal('s3-inventory'),
  manifest: word.describe(
    'The manifest.json of an S3 Inventory, a path or s3://bucket/key; or the folder that holds the dated folders of the deliveries: the newest whole one is taken',
  ),
  max_age_hours: maxAgeHours,
})

/** aws: list-objects-v2 of the AWS CLI, JSON; rclone: lsjson; csv and parquet: tables with named columns. */
export const LISTING_FORMATS = ['aws', 'rclone', 'csv', 'parquet'] as const
export type ListingFormat = (typeof LISTING_FORMATS)[number]

const column = (what: string) => word.optional().describe(`The column of ${what}`)
const columns = z
  .strictObject({
    key: column('the key'),
    size: column('the size in bytes'),
    last_modified: column('the time of the last change; without a zone it is in UTC'),
    etag: column('the ETag'),
    storage_class: column('the storage class'),
  })
  .default({})
  .describe('csv and parquet: the names of the columns, where they are not those of the keys here')

const listingFile = z
  .strictObject({
    type: z.literal('file'),
    path: word.describe('A file that lists the store, relative to this file; JSON and CSV may be gzipped'),
    format: z
      .enum(LISTING_FORMATS)
      .optional()
      .describe('Needed unless the name ends with .csv, .csv.gz or .parquet'),
    columns,
    key_prefix: z
      .string()
      .default('')
      .describe(
        'What stands before each key of the file: the paths of rclone are relative to what it listed',
      ),
    taken_at: z.iso
      .datetime({ offset: true, error: 'a time with its zone, such as 2026-01-31T06:00:00Z' })
      .describe('When the listing was begun, with its zone: the file does not say'),
    max_age_hours: maxAgeHours,
  })
  .refine((file) => listingFormat(file) !== undefined, {
    path: ['format'],
    error: 'aws, rclone, csv or parquet (the name of the file does not tell)',
  })
  .refine((file) => Object.keys(file.columns).length === 0 || isTable(listingFormat(file)), {
    path: ['columns'],
    error: 'no names of columns unless the format is csv or parquet',
  })

const TEXT = 'Where the inventory comes from, instead of listing the store'

/** Of a bucket: an S3 Inventory or a listing file. */
export const bucketInventory = z
  .discriminatedUnion('type', [s3Inventory, listingFile])
  .optional()
  .describe(`${TEXT}: s3-inventory or file`)

/** Of a directory tree: a listing file. */
export const treeInventory = z.discriminatedUnion('type', [listingFile]).optional().describe(`${TEXT}: file`)

export type S3InventoryConfig = z.output<typeof s3Inventory>
export type ListingFileConfig = z.output<typeof listingFile>

/** @returns the format that is given, or that the name of the file tells; JSON could be of either program */
export function listingFormat(file: {
  path: string
  format?: ListingFormat | undefined
}): ListingFormat | undefined {
  if (file.format !== undefined) return file.format
  if (/\.csv(\.gz)?$/i.test(file.path)) return 'csv'
  return /\.parquet$/i.test(file.path) ? 'parquet' : undefined
}

function isTable(format: ListingFormat | undefined): boolean {
  return format === 'csv' || format === 'parquet'
}
