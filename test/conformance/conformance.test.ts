import { randomBytes } from 'node:crypto'
import pLimit from 'p-limit'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type S3StandIn, startS3StandIn } from '../../fixtures/s3/server.ts'
import type { Case } from './ask.ts'
import { CASES, READER_ONLY } from './cases/index.ts'
import { Comparison } from './comparison.ts'
import { estateObjects } from './estate.ts'
import { allowReading } from './policy.ts'
import type { Server } from './server.ts'

/**
 * The stand-in held against a real S3 server: both are loaded with the same estate and asked the same, request by
 * request. See docs/conformance.md.
 */
const real = inject('s3')
const reader = inject('s3Reader')
const readerOnStandIn = { accessKeyId: 'reader', secretAccessKey: 'reader-secret' }
const suffix = randomBytes(6).toString('hex')
const buckets = {
  estate: `constat-estate-${suffix}`,
  scratch: `constat-scratch-${suffix}`,
  absent: `constat-absent-${suffix}`,
}
const limit = pLimit(16)
let standIn: S3StandIn
let theirs: Server
let comparison: Comparison

beforeAll(async () => {
  const { region } = real
  standIn = await startS3StandIn({
    region,
    credentials: [real, { ...readerOnStandIn, rights: new Set(['GetObject'] as const) }],
  })
  const ours: Server = {
    name: 'stand-in',
    endpoint: standIn.endpoint,
    region,
    owner: real,
    reader: readerOnStandIn,
    buckets,
  }
  theirs = { name: 'real', endpoint: real.endpoint, region, owner: real, reader, buckets }
  comparison = new Comparison(ours, theirs)
}, 60_000)

afterAll(async () => {
  await standIn.close()
  process.stdout.write(`\n${comparison.summary()}\n`)
})

test('the buckets are made', async () => {
  const make = (bucket: 'estate' | 'scratch'): Case => ({ what: `make ${bucket}`, method: 'PUT', bucket })
  expect(await compareAll([make('estate'), make('scratch')])).toEqual([])
  if (reader !== undefined) await allowReading(theirs, 'estate')
})

test('the estate is uploaded', async () => {
  const uploads = estateObjects().map(
    ({ key, body, headers = {} }): Case => ({
      what: `upload: ${JSON.stringify(key)}`,
      method: 'PUT',
      key,
      body,
      headers,
    }),
  )
  expect(await compareAll(uploads)).toEqual([])
}, 600_000)

describe.each(Object.entries(reader === undefined ? CASES : { ...CASES, ...READER_ONLY }))(
  '%s',
  (_, cases) => {
    if (cases.length > 500) {
      test(`${cases.length} cases`, async () => expect(await compareAll(cases)).toEqual([]), 600_000)
    } else {
      test.each(cases)('$what', async (asked) => expect(await comparison.compare(asked)).toEqual([]))
    }
  },
)

test.runIf(inject('cephVersion') !== undefined)('every known deviation was seen', () => {
  expect(comparison.unseen(inject('cephVersion') ?? '')).toEqual([])
})

async function compareAll(cases: Case[]): Promise<string[]> {
  const told = await Promise.all(cases.map((asked) => limit(() => comparison.compare(asked))))
  return told.flat()
}
