import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stringify } from 'yaml'
import { bucketNameOf } from '../../fixtures/bench/estate/bucket-name.ts'
import type { EstateRule } from '../../fixtures/bench/estate/rule.ts'
import type { Summary } from '../../reports/summary/schema.ts'

const MAPPING = fileURLToPath(new URL('../../fixtures/bench/mapping', import.meta.url))

/** @returns a new folder for an estate and its runs */
export function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), 'constat-generated-'))
}

/**
 * Writes the configuration of a generated estate, of which a replica has half of what is lost, as `constat.yaml` in
 * the folder; runs go to `out` in it.
 */
export function configureEstate(
  folder: string,
  rule: EstateRule,
  databaseUrl: string,
  endpoint: string,
): void {
  const keys = { access_key_id: 'generated', secret_access_key: 'generated-secret' }
  const s3 = { type: 's3', endpoint, ...keys, timeout_seconds: 10 }
  const replica = bucketNameOf({ ...rule, lossPercent: Math.ceil(rule.lossPercent / 2) })
  const config = {
    incident: {
      name: 'Generated',
      time_zone: 'Europe/Paris',
      issuer: 'Tests',
      services: [{ name: 'All', kinds: ['offer', 'dce'], from: '2023-07-27T10:30', to: '2023-08-03T14:00' }],
    },
    marketplace: { url: databaseUrl, mapping: MAPPING },
    storage: {
      primary: [{ ...s3, bucket: bucketNameOf(rule), versions: false }],
      recovery: [{ ...s3, name: 'replica', bucket: replica }],
    },
    verification: { mode: 'none' },
    output: { folder: 'out', locale: 'en', csv: 'rfc4180' },
  }
  writeFileSync(join(folder, 'constat.yaml'), stringify(config), { mode: 0o600 })
}

/** What two runs of one estate have in common: everything but identity, times, and into how many ranges was cut. */
export function figuresOf({ run, snapshot: _, inventory, ...rest }: Summary) {
  const { objects, bytes, unfinished } = inventory
  return { ...rest, exit_code: run.exit_code, inventory: { objects, bytes, unfinished } }
}
