import { z } from 'zod'

/**
 * What `summary.json` holds, as a schema: its type, its check in the tests and its description in `docs/reports.md`
 * come from here. Never a datum about a person.
 */

const count = (meaning: string) => z.int().min(0).describe(meaning)
const rate = (meaning: string) =>
  z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe(`${meaning}; a fraction from 0 to 1, null when nothing is expected`)
const instant = (meaning: string) => z.iso.datetime({ offset: true }).describe(`${meaning}; ISO 8601`)
const text = (meaning: string) => z.string().describe(meaning)

const totalsSchema = z.strictObject({
  expected: count('what the database promises: intact + altered + missing + unknown'),
  intact: count('there, and nothing known contradicts it'),
  altered: count('there, but not what was deposited'),
  missing: count('confirmed absent'),
  unknown: count('could not be established'),
  damaged: count('missing + altered = lost + recoverable + recovery_unknown'),
  lost: count('damaged, and no configured source has a copy'),
  recoverable: count('damaged, and a copy was found'),
  recovery_unknown: count('damaged, and a source that may have a copy did not answer'),
  not_expected: count('what the database itself says should hold nothing; in no rate'),
  by_rule: count('found under a key that a key rule explains'),
  assurance: z
    .strictObject({
      listed: count('presence alone'),
      size: count('presence and size'),
      checksum: count('presence, size and checksum'),
    })
    .describe('what was compared before the intact ones were called so'),
  missing_rate: rate('missing / expected'),
  missing_rate_max: rate('(missing + unknown) / expected'),
  damaged_rate: rate('damaged / expected'),
  lost_rate: rate('lost / expected'),
})

const units = {
  files: totalsSchema.describe('counted in files: the headline figures'),
  objects: totalsSchema.describe('counted in objects, signatures among them'),
  signatures: totalsSchema.describe('counted in detached signatures'),
}

const service = z.strictObject({
  name: text('the service as its users know it'),
  kinds: z.array(z.string()).describe('the kinds that it handles'),
  from: text("when it stopped, local time in the incident's zone"),
  to: text("when it came back, local time in the incident's zone"),
  risk_from: text('from when deposits are in doubt, until it stopped; absent when not configured').optional(),
})

const shapeSchema = z.strictObject({
  span: z
    .strictObject({
      from: text('ISO 8601; null when all are undated').nullable(),
      to: text('ISO 8601').nullable(),
      share: rate('objects / dated damaged objects'),
      objects: count('damaged objects deposited in it'),
      undated: count('damaged objects without a date of deposit'),
    })
    .describe('the shortest range of deposit times that holds 95 % of the dated damaged objects'),
  clusters: z
    .array(
      z.strictObject({
        bucket: text('empty: all storage'),
        prefix: text('empty: all of the bucket'),
        from_week: text('Monday of its first week; null: undated objects').nullable(),
        to_week: text('Monday of its last week').nullable(),
        from_first: z.boolean().nullable().describe('it begins with what the place holds'),
        to_last: z.boolean().nullable().describe('it ends with what the place holds'),
        expected: count('objects'),
        damaged: count('objects'),
        files: count('files that these belong to'),
        rest_rate: rate('damaged rate outside of all clusters'),
        share: rate('of the damaged objects of the kind'),
        covered: rate('share of this cluster and all before it'),
      }),
    )
    .describe('the first five places and stretches of weeks that stand out'),
})

const verificationSchema = z.strictObject({
  population: count('objects that the listing shows as promised'),
  drawn: count('of these, chosen to be compared'),
  compared: count('sound + damaged'),
  sound: count('compared, and nothing contradicts them'),
  with_checksum: count('sound ones whose checksum equals the promised one'),
  damaged: count('altered + missing; they are findings too'),
  altered: count('compared and found altered'),
  missing: count('listed, but the content is definitely not there'),
  unknown: count('the store did not let them be read'),
  archived: count('to be restored from an archive before they can be read'),
  zeros_without_checksum: count('every byte is zero, and no checksum was promised'),
  damaged_rate: rate('damaged / compared'),
  damaged_rate_low: rate('lower bound of the 95 % interval of that rate in the population, for a sample'),
  damaged_rate_high: rate('upper bound of it'),
})

export const summarySchema = z.strictObject({
  constat: text('the version that made the run'),
  run: z
    .strictObject({
      started_at: instant('when the run began'),
      finished_at: instant('when its last verdict stood'),
      exit_code: z.int().describe('how it ended: see exit-codes.md'),
      config_digest: text('SHA-256 of the configuration as written, before secrets were put in'),
      mapping_digest: text('SHA-256 of the five SELECTs'),
    })
    .describe('the run itself'),
  incident: z
    .strictObject({
      name: text('as reports name it'),
      time_zone: text('in which dates are read and years are cut'),
      issuer: text('who issues the certificates'),
      host: text('who hosts the service, where the configuration says it').optional(),
      services: z.array(service).describe('one window for each service that was down'),
    })
    .describe('from the configuration'),
  scope: z
    .strictObject({
      years: z.array(z.int()).describe('empty: all'),
      kinds: z.array(z.string()).describe('empty: all'),
      year_of: text('the date that gives a file its year'),
    })
    .describe('from the configuration'),
  snapshot: z
    .strictObject({
      id: text("PostgreSQL's id of the snapshot that was read"),
      taken_at: instant('when it was taken, by the database'),
      server_version: text('of PostgreSQL'),
    })
    .describe('the database as it was read'),
  inventory: z
    .strictObject({
      from: instant('when listing began'),
      to: instant('when it ended'),
      objects: count('objects listed'),
      bytes: count('their sizes, in bytes'),
      ranges: count('ranges of keys'),
      unfinished: count('of these, not listed to their end'),
      stores: z
        .array(
          z.strictObject({
            bucket: text('the store'),
            source: z.enum(['live', 's3-inventory', 'file']).describe('where its inventory comes from'),
            at: text(
              'its time, ISO 8601: of a live listing, when it ended; null when nothing was read',
            ).nullable(),
          }),
        )
        .describe('the inventory of each primary store'),
    })
    .describe('storage as it was listed'),
  guards_accepted: z.array(z.string()).describe('guards that the operator accepted, NAME or NAME:INSTANCE'),
  kinds: z
    .record(
      z.string(),
      z.strictObject({
        ...units,
        years: z.record(z.string(), z.strictObject(units)).describe('the same for each year, or undated'),
      }),
    )
    .describe('figures by kind'),
  collectivities: z
    .strictObject({ known: count('in the database'), affected: count('with a damaged file') })
    .describe('public bodies'),
  consultations: z
    .strictObject({ known: count('in the database'), affected: count('with a damaged file') })
    .describe('consultations'),
  buyers: z
    .strictObject({
      affected: count('contacts of affected consultations'),
      without_contact: count('affected consultations without an active contact'),
    })
    .describe('contacts'),
  orphans: count('objects that no row names'),
  anomalies: count('things that are wrong in rows of the database'),
  archived: count('intact objects that must be restored before they can be read'),
  shape: z
    .record(z.string(), shapeSchema)
    .describe('by kind with a damaged object: where and when its damage lies, in objects'),
  verification: z
    .strictObject({
      mode: text('none, stored, sample:N or all'),
      kinds: z.record(z.string(), verificationSchema).describe('what was compared of each kind'),
    })
    .describe('contents against the checksums of the database'),
  changes: z
    .strictObject({
      'withdrawn-since': count('not expected any more'),
      rewritten: count('judged by another key'),
      repromised: count('judged by another size or checksum'),
      'added-since': count('further rows of files that were looked at again'),
    })
    .describe('what the second look at the database changed, in objects'),
})

export type Summary = z.output<typeof summarySchema>
/** The figures of one grain in one unit: counts, and rates as fractions of `expected` (null when that is 0). */
export type Totals = z.output<typeof totalsSchema>
