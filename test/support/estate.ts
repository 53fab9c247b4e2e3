import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { inject } from 'vitest'
import { stringify } from 'yaml'
import { CONTRACT } from '../../src/marketplace/contract.ts'

/** Rows of the five SELECTs by name; a column that is not given is null. */
export type MappingRows = Partial<Record<string, Record<string, string | null>[]>>

/** A bucket's objects: key to size in bytes. */
export type Objects = Record<string, number>

/** As it is written to the file; tests may add what they like, also what is wrong. */
export type EstateConfig = Record<
  'incident' | 'scope' | 'marketplace' | 'storage' | 'output',
  Record<string, unknown>
> &
  Record<string, unknown>

/**
 * A small estate made for one test: a mapping that selects literal rows, buckets with objects, a configuration.
 * Everything lies in a folder of its own; the servers are those of the whole test run.
 */
export class TestEstate {
  readonly folder = mkdtempSync(join(tmpdir(), 'constat-test-'))
  readonly #s3 = inject('s3')
  readonly client = new S3Client({
    endpoint: this.#s3.endpoint,
    region: this.#s3.region,
    forcePathStyle: true,
    credentials: { accessKeyId: this.#s3.accessKeyId, secretAccessKey: this.#s3.secretAccessKey },
  })
  readonly environment = {
    CONSTAT_DATABASE_URL: inject('databaseUrl'),
    AWS_ACCESS_KEY_ID: this.#s3.accessKeyId,
    AWS_SECRET_ACCESS_KEY: this.#s3.secretAccessKey,
  }

  /** @returns the name of a new bucket with these objects */
  async bucket(objects: Objects): Promise<string> {
    const Bucket = `constat-${randomBytes(6).toString('hex')}`
    await this.client.send(new CreateBucketCommand({ Bucket }))
    for (const [Key, size] of Object.entries(objects)) await this.put(Bucket, Key, size)
    return Bucket
  }

  async put(Bucket: string, Key: string, size: number): Promise<void> {
    await this.client.send(new PutObjectCommand({ Bucket, Key, Body: Buffer.alloc(size, 'x') }))
  }

  async delete(Bucket: string, Key: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand({ Bucket, Key }))
  }

  /** Writes the five SELECTs; `replaced` gives the whole text of some of them. */
  mapping(rows: MappingRows, replaced: Record<string, string> = {}): void {
    mkdirSync(join(this.folder, 'mapping'), { recursive: true })
    for (const { name, columns } of CONTRACT) {
      const sql =
        replaced[name] ??
        selectLiterals(
          columns.map((column) => column.name),
          rows[name] ?? [],
        )
      writeFileSync(join(this.folder, 'mapping', `${name}.sql`), sql)
    }
  }

  /** @returns the path of a configuration; `change` may alter it */
  config(
    primary: object[],
    recovery: object[] = [],
    change: (config: EstateConfig) => void = () => {},
  ): string {
    const endpoint = { type: 's3', endpoint: this.#s3.endpoint, region: this.#s3.region }
    const at = (store: object) => ('type' in store ? store : { ...endpoint, ...store })
    const config: EstateConfig = {
      incident: {
        name: 'Test',
        time_zone: 'Europe/Paris',
        issuer: 'Tests',
        services: [
          { name: 'All', kinds: ['offer', 'dce'], from: '2023-07-27T10:30', to: '2023-08-03T14:00' },
        ],
      },
      scope: { years: [2021, 2022, 2023] },
      marketplace: { url: `$\{CONSTAT_DATABASE_URL}`, mapping: 'mapping' },
      storage: { primary: primary.map(at), recovery: recovery.map(at) },
      output: { folder: 'out', locale: 'en', csv: 'rfc4180' },
    }
    change(config)
    const path = join(this.folder, 'constat.yaml')
    writeFileSync(path, stringify(config))
    return path
  }
}

function selectLiterals(columns: string[], rows: Record<string, string | null>[]): string {
  const literal = (value: string | null | undefined) =>
    value == null ? 'null::text' : `'${value.replaceAll("'", "''")}'::text`
  const select = (row: Record<string, string | null>) =>
    `select ${columns.map((name) => `${literal(row[name])} as ${name}`).join(', ')}`
  return rows.length === 0 ? `${select({})} where false` : rows.map(select).join('\nunion all\n')
}
