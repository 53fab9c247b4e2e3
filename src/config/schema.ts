import { z } from 'zod'
import { bucketInventory, treeInventory } from './inventory-source.ts'

/**
 * The configuration file, as a schema: `load.ts` validates with it, and the JSON Schema for editors
 * (`constat.schema.json`) is generated from it. Every description ends up in that file.
 */

const localDateTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?$/, 'a local date and time such as 2023-07-27T10:30')
  .describe("Local date and time in the incident's time zone, such as 2023-07-27T10:30")

const timeZone = z
  .string()
  .refine(isTimeZone, 'an IANA time zone such as Europe/Paris')
  .describe('IANA time zone, such as Europe/Paris')

/** `none`, `stored`, `sample:N` or `all`. */
export const VERIFY_PATTERN = /^(none|stored|all|sample:[1-9]\d{0,6})$/

const word = z.string().min(1, 'a word that is not empty')
const kind = word.describe('A kind of file, in the words of the mapping: offer, dce, acte…')
const fraction = z
  .number()
  .min(0, 'a fraction from 0 to 1 (0.06 is 6 %)')
  .max(1, 'a fraction from 0 to 1 (0.06 is 6 %)')

const service = z
  .strictObject({
    name: word.describe('The service as its users know it'),
    kinds: z.array(kind).min(1, 'at least one kind').describe('The kinds of file that this service handles'),
    from: localDateTime.describe('When the service stopped'),
    to: localDateTime.describe('When the service came back'),
    risk_from: localDateTime
      .optional()
      .describe('What was deposited from here until `from` should be sent again; without it nothing is said'),
  })
  .refine((service) => service.from < service.to, { path: ['to'], error: 'a time after `from`' })
  .refine((service) => service.risk_from === undefined || service.risk_from < service.from, {
    path: ['risk_from'],
    error: 'a time before `from`',
  })

const incident = z.strictObject({
  name: word.describe('The incident, as reports name it'),
  time_zone: timeZone.describe(
    'The zone in which dates without one are read, years are cut and reports are written',
  ),
  issuer: word.describe('Who issues the incident certificates'),
  host: word.optional().describe('Who hosts the service, as the incident certificates name it'),
  services: z
    .array(service)
    .min(1, 'at least one service')
    .describe('One window for each service that was down'),
})

/** The dates that may give a file its year. */
export const YEAR_BASES = [
  'deposited_at',
  'published_at',
  'initial_deadline_at',
  'deadline_at',
  'opened_at',
  'awarded_at',
] as const

const scope = z.strictObject({
  years: z
    .array(z.int().min(1980).max(2100))
    .default([])
    .describe(
      'The years to reconcile; empty: all of them. Files without a readable date are always in scope',
    ),
  kinds: z.array(kind).default([]).describe('The kinds to reconcile; empty: all of them'),
  year_of: z
    .enum(YEAR_BASES)
    .default('deposited_at')
    .describe("Which date gives a file its year, in the incident's time zone"),
})

const ca = (server: string) =>
  word
    .optional()
    .describe(
      `The certificates (PEM) of a private authority that ${server} is verified by, relative to this file; by default those that Node trusts`,
    )

const marketplace = z.strictObject({
  url: z
    .string()
    .refine(isPostgresUrl, 'a PostgreSQL URL: postgresql://user@host:5432/database')
    .describe('PostgreSQL URL of a role that can only SELECT; taken from the environment'),
  ca: ca('the database; given, TLS is required'),
  mapping: word.describe('Folder with the five SELECTs, relative to this file'),
  key_rewrites: z
    .array(
      z.strictObject({
        from: z.string().describe('What a key begins with in the database; empty: every key'),
        to: z.string().describe('What it begins with in storage'),
      }),
    )
    .default([])
    .describe(
      'Keys that storage writes with another beginning than the database; the first that fits is taken',
    ),
})

const s3Store = z.strictObject({
  type: z.literal('s3'),
  name: word.optional().describe('How reports name this store; by default the bucket'),
  bucket: word.describe('The bucket'),
  endpoint: z
    .url({ protocol: /^https?$/, error: 'an http or https URL' })
    .optional()
    .describe('For any store that is not AWS'),
  ca: ca('an https endpoint'),
  region: word.default('us-east-1'),
  path_style: z.boolean().default(true).describe('Address the bucket in the path and not in the host name'),
  access_key_id: word
    .optional()
    .describe('By default the usual AWS chain: environment, profile, instance role'),
  secret_access_key: word.optional().describe('From the environment only'),
  profile: word.optional().describe('A profile of the AWS configuration files'),
  timeout_seconds: z
    .number()
    .positive()
    .default(30)
    .describe('How long one request may stay without an answer'),
})

const filesystemStore = z.strictObject({
  type: z.literal('filesystem'),
  name: word.describe('How reports, and the bucket column of the mapping, name this store'),
  root: word.describe('The directory whose relative paths are the keys'),
})

const prefixes = z
  .array(z.string().min(1, 'a prefix that is not empty'))
  .default([])
  .describe('List only the keys below these prefixes; keys stay whole. Empty: the whole bucket')

const primaryStore = z.discriminatedUnion('type', [
  s3Store.extend({
    prefixes,
    byte_ordered: z
      .boolean()
      .default(true)
      .describe('Does it list keys in UTF-8 byte order, as S3 does? If not it is listed as one range'),
    versions: z
      .boolean()
      .default(true)
      .describe('Look for older versions of damaged objects; needs s3:ListBucketVersions'),
    inventory: bucketInventory,
  }),
  filesystemStore.extend({ inventory: treeInventory }),
])

const recoveryStore = z.discriminatedUnion('type', [
  s3Store.extend({ key_prefix: z.string().default('').describe('What stands before the key in this store') }),
  filesystemStore,
])

const count = (byDefault: number, most: number, text: string) =>
  z.int().min(1).max(most).default(byDefault).describe(text)

const storage = z.strictObject({
  primary: z
    .array(primaryStore)
    .min(1, 'at least one store')
    .superRefine(eachStoreOnce)
    .describe('Where the objects should be; rows without a bucket belong to the first'),
  recovery: z
    .array(recoveryStore)
    .superRefine(eachNameOnce)
    .default([])
    .describe('Where copies may be: replicas, backups, in order of preference'),
  list_ranges: count(32, 4096, 'Into how many ranges of keys a bucket is cut'),
  list_concurrency: count(8, 256, 'How many ranges are listed at once'),
  probe_concurrency: count(
    64,
    1024,
    'How many objects of a store are asked for by name at once, at the most: fewer where the store asks for it (503 SlowDown)',
  ),
  probe_per_second: z
    .number()
    .positive()
    .optional()
    .describe(
      'How many objects of a store are asked for by name in a second, at the most, to be polite in working hours; by default as many as it bears',
    ),
})

const guards = z.strictObject({
  size_mismatch: z
    .strictObject({ max_share: fraction.default(0.2) })
    .default({ max_share: 0.2 })
    .describe(
      'Stop when more than this fraction of the objects whose size is known have another size: the mapping then probably reads a wrong column',
    ),
  loss_range: z
    .record(
      kind,
      z
        .strictObject({ min: fraction.default(0), max: fraction.default(1) })
        .refine((r) => r.min <= r.max, 'min no greater than max'),
    )
    .default({})
    .describe('For each kind, the fraction of expected files that may be damaged; outside it the run stops'),
})

const years = (byDefault: number, text: string) => z.int().min(1).max(100).default(byDefault).describe(text)

/** How long: articles R2184-12 and R2184-13 of the Code de la commande publique. */
const urgency = z.strictObject({
  awarded_months: z
    .int()
    .min(0)
    .max(120)
    .default(12)
    .describe('A consultation was awarded lately when it was within so many months before the snapshot'),
  retention_years: years(5, 'How long files are to be kept: what is older is told of last'),
  works_retention_years: years(10, 'The same for works contracts'),
})

const deadlines = z.strictObject({
  margin_hours: z
    .number()
    .min(0)
    .default(72)
    .describe('Consultations whose deadline lies so near the incident window are listed as well'),
})

const messages = z.strictObject({
  template: word
    .optional()
    .describe('The text of the messages to contacts, relative to this file; without it the one of constat'),
})

const verification = z.strictObject({
  mode: z
    .string()
    .regex(VERIFY_PATTERN, 'none, stored, sample:N (objects per kind) or all')
    .default('sample:1000')
    .describe(
      'How contents are held against the checksums of the database: none; stored: what storage states; sample:N: N objects of each kind are read; all: every object is read',
    ),
  concurrency: count(16, 256, 'How many objects are read at once'),
})

const engine = z.strictObject({
  memory_mib: z
    .int()
    .min(256)
    .max(1_048_576)
    .default(600)
    .describe(
      'Memory, in MiB, that the engine of the run store may take before it spills to the run folder; constat as a whole takes some 400 MiB more',
    ),
  threads: z
    .int()
    .min(1)
    .max(256)
    .optional()
    .describe(
      'How many threads the engine uses; by default one for each core, and no more than one for each 128 MiB',
    ),
})

const resume = z.strictObject({
  max_age_hours: z
    .number()
    .positive()
    .default(24)
    .describe('What was listed or probed longer ago than this is asked again on --resume'),
})

const certificates = z.strictObject({
  templates: word
    .optional()
    .describe(
      'Folder with the texts of the incident certificates, relative to this file; by default those of constat, templates/attestations',
    ),
})

const output = z.strictObject({
  folder: word.default('out').describe('Where the run folders are made, relative to this file'),
  locale: z.enum(['fr', 'en']).default('fr').describe('Language of what people read'),
  csv: z
    .enum(['office', 'rfc4180'])
    .default('office')
    .describe('office: for spreadsheets, in the conventions of the locale; rfc4180: for machines'),
})

export const configSchema = z.strictObject({
  incident,
  scope: scope.prefault({}),
  marketplace,
  storage,
  guards: guards.prefault({}),
  urgency: urgency.prefault({}),
  deadlines: deadlines.prefault({}),
  messages: messages.prefault({}),
  verification: verification.prefault({}),
  engine: engine.prefault({}),
  resume: resume.prefault({}),
  certificates: certificates.prefault({}),
  output: output.prefault({}),
})

/** A configuration that was checked: the only one that the rest of constat sees. */
export type Config = z.output<typeof configSchema>
export type PrimaryStore = Config['storage']['primary'][number]
export type RecoveryStore = Config['storage']['recovery'][number]
export type S3StoreConfig = Extract<PrimaryStore, { type: 's3' }> | Extract<RecoveryStore, { type: 's3' }>
export type FilesystemStoreConfig = Extract<PrimaryStore, { type: 'filesystem' }>
export type OutputConfig = Config['output']
export type EngineConfig = Config['engine']

/** The name by which the bucket column of the mapping, and the reports, know a store. */
export function bucketOf(store: PrimaryStore | RecoveryStore): string {
  return store.type === 's3' ? store.bucket : store.name
}

/** One bucket listed twice, or two prefixes of which one contains the other, would count objects twice. */
function eachStoreOnce(stores: z.output<typeof primaryStore>[], context: z.RefinementCtx): void {
  stores.forEach((store, i) => {
    if (stores.findIndex((other) => bucketOf(other) === bucketOf(store)) < i)
      context.addIssue({
        code: 'custom',
        path: [i],
        message: 'each bucket or name once (list its prefixes together)',
      })
    if (store.type !== 's3') return
    store.prefixes.forEach((prefix, j) => {
      if (
        store.prefixes.some((other, k) => k !== j && prefix.startsWith(other) && (prefix !== other || k < j))
      )
        context.addIssue({
          code: 'custom',
          path: [i, 'prefixes', j],
          message: 'a prefix that no other one contains',
        })
    })
  })
}

/** How reports name a recovery store. */
export function recoveryName(store: RecoveryStore): string {
  return store.name ?? bucketOf(store)
}

export type RecoverySource = { kind: 'replica' | 'version'; name: string }

/** @returns the places that copies may be got back from, in order of preference */
export function recoverySources(storage: Config['storage']): RecoverySource[] {
  const versioned = storage.primary.filter((store) => store.type === 's3' && store.versions)
  return [
    ...storage.recovery.map((store) => ({ kind: 'replica' as const, name: recoveryName(store) })),
    ...versioned.map((store) => ({ kind: 'version' as const, name: bucketOf(store) })),
  ]
}

/** How contents are compared, and for a sample how many objects of each kind are read. */
export type VerifyMode = { verify: 'none' | 'stored' | 'sample' | 'all'; sampleSize: number }

/** Reads `none`, `stored`, `sample:N` or `all`, which the schema has checked. */
export function verifyMode(mode: string): VerifyMode {
  const [verify = 'none', size = '0'] = mode.split(':')
  return { verify: verify as VerifyMode['verify'], sampleSize: Number(size) }
}

function eachNameOnce(stores: z.output<typeof recoveryStore>[], context: z.RefinementCtx): void {
  stores.forEach((store, i) => {
    if (stores.findIndex((other) => recoveryName(other) === recoveryName(store)) < i)
      context.addIssue({
        code: 'custom',
        path: [i],
        message: 'a name that no other recovery store has (set name)',
      })
  })
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

function isPostgresUrl(text: string): boolean {
  return /^postgres(ql)?:\/\//.test(text) && URL.canParse(text)
}
