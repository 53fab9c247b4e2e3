import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { inject } from 'vitest'
import { stringify } from 'yaml'
import { makeDatabase } from '../support/database.ts'

export const EXAMPLE = join(import.meta.dirname, '../../docs/examples/legacy')

const run = promisify(execFile)

export type LegacyEstate = {
  /** An empty folder of its own, with a `constat.yaml`. */
  folder: string
  config: string
  bucket: string
  replica: string
  databaseUrl: string
  /** What constat, and the programs of the documentation, are given. */
  environment: Record<string, string>
}

/** An S3 endpoint and who loads the objects there. */
export type Storage = { endpoint: string; region: string; accessKeyId: string; secretAccessKey: string }

/** Loads the sample estate of the documentation, as a reader would: with its own program, into servers of the tests. */
export async function loadLegacyEstate({
  mapping = join(EXAMPLE, 'mapping'),
  storage = inject('s3') as Storage,
} = {}): Promise<LegacyEstate> {
  const { endpoint, accessKeyId, secretAccessKey, region } = storage
  const databaseUrl = (await makeDatabase()).url
  const bucket = `legacy-${randomBytes(6).toString('hex')}`
  const environment = {
    CONSTAT_DATABASE_URL: databaseUrl,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: region,
    AWS_ENDPOINT_URL_S3: endpoint,
  }
  await run(process.execPath, [join(EXAMPLE, 'load.mjs'), bucket], {
    env: { ...process.env, ...environment },
  })
  const folder = mkdtempSync(join(tmpdir(), 'constat-docs-'))
  const config = join(folder, 'constat.yaml')
  const store = { type: 's3', endpoint, region }
  writeFileSync(
    config,
    stringify({
      incident: {
        name: 'Incident du 27 juillet 2023',
        time_zone: 'Europe/Paris',
        issuer: 'Syndicat mixte (exemple)',
        services: [
          { name: 'Plateforme', kinds: ['offer', 'dce'], from: '2023-07-27T10:30', to: '2023-08-03T14:00' },
        ],
      },
      scope: { years: [2021, 2022, 2023] },
      marketplace: { url: `$\{CONSTAT_DATABASE_URL}`, mapping },
      storage: {
        primary: [{ ...store, bucket }],
        recovery: [{ ...store, name: 'replica', bucket: `${bucket}-replica` }],
      },
    }),
  )
  return { folder, config, bucket, replica: `${bucket}-replica`, databaseUrl, environment }
}
