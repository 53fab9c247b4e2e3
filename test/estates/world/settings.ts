import { join } from 'node:path'
import type { LoadedConfig } from '../../../src/config/load.ts'
import { configSchema } from '../../../src/config/schema.ts'
import type { Estate } from '../estate.ts'
import type { Servers } from './servers.ts'

/** @returns the configuration of an estate, as a file would give it */
export function configOf(
  estate: Estate,
  servers: Servers,
  { endpoint, folder, unique }: { endpoint: string; folder: string; unique: (bucket: string) => string },
): LoadedConfig {
  const { settings } = estate
  const at = {
    type: 's3',
    endpoint,
    region: servers.region,
    timeout_seconds: 120,
    access_key_id: servers.accessKeyId,
    secret_access_key: servers.secretAccessKey,
  }
  const config = configSchema.parse({
    incident: {
      name: 'Estate',
      time_zone: settings.timeZone,
      issuer: 'Tests',
      services: [{ name: 'All', kinds: ['offer'], from: '2023-07-27T10:30', to: '2023-08-03T14:00' }],
    },
    scope: { years: settings.years, kinds: settings.kinds, year_of: settings.yearOf },
    marketplace: {
      url: servers.databaseUrl,
      mapping: join(folder, 'mapping'),
      key_rewrites: settings.rewrites,
    },
    storage: {
      primary: estate.primary.map(({ bucket, prefixes, versioned }) => ({
        ...at,
        bucket: unique(bucket),
        prefixes,
        versions: versioned,
      })),
      recovery: estate.recovery.map(({ bucket, keyPrefix }) => ({
        ...at,
        bucket: unique(bucket),
        name: bucket,
        key_prefix: keyPrefix,
      })),
      list_ranges: settings.listRanges,
    },
    guards: { size_mismatch: { max_share: settings.maxMismatch } },
    verification: { mode: settings.verify },
    output: { folder: join(folder, 'out'), locale: 'en', csv: 'rfc4180' },
  })
  return { config, digest: 'estate' }
}
