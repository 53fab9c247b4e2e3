import { hash } from 'node:crypto'
import { DeleteObjectCommand, PutBucketVersioningCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { constat, type Outcome } from './constat.ts'
import { TestEstate } from './estate.ts'
import { readCsv } from './summary.ts'

type Algorithm = 'md5' | 'sha1' | 'sha256'
type Promised = { key: string; content: string; algorithm?: Algorithm | null; size?: boolean }
export type Stored = { key: string; content: string; checksum?: 'SHA1' | 'SHA256' }

/** An estate whose damage can partly be got back: contents and not only sizes matter. */
export class RecoverableEstate extends TestEstate {
  /** Stores contents one after the other: of a bucket with versions, each is another version. */
  async store(Bucket: string, ...objects: Stored[]): Promise<void> {
    for (const { key, content, checksum } of objects)
      await this.client.send(
        new PutObjectCommand({ Bucket, Key: key, Body: Buffer.from(content), ChecksumAlgorithm: checksum }),
      )
  }

  async keepVersions(Bucket: string): Promise<void> {
    const VersioningConfiguration = { Status: 'Enabled' as const }
    await this.client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }))
  }

  /** @returns the version id of what was stored */
  async version(Bucket: string, Key: string, content: string): Promise<string> {
    return (
      (await this.client.send(new PutObjectCommand({ Bucket, Key, Body: Buffer.from(content) }))).VersionId ??
      ''
    )
  }

  /** Leaves a delete marker in a bucket with versions. */
  async remove(Bucket: string, Key: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand({ Bucket, Key }))
  }

  /** A file for each promise, with its size and by default its MD5. */
  promises(...promised: Promised[]): void {
    this.mapping({
      collectivities: [{ collectivity_id: 'A', name: 'Plouézec' }],
      'expected-objects': promised.map(({ key, content, algorithm = 'md5', size = true }) => ({
        object_key: key,
        file_id: key,
        kind: 'offer',
        role: 'content',
        collectivity_id: 'A',
        size_bytes: size ? String(Buffer.byteLength(content)) : null,
        checksum: algorithm === null ? null : `${algorithm}:${hash(algorithm, content)}`,
        deposited_at: '2022-05-04',
      })),
    })
  }

  reconcile(config: string, ...args: string[]): Promise<Outcome> {
    return constat(['reconcile', '--config', config, '--run', 'r', ...args], this.environment)
  }

  get run(): string {
    return `${this.folder}/out/r`
  }

  /** @returns the findings by key */
  async findings(): Promise<Record<string, Record<string, string>>> {
    const rows = await readCsv(`${this.run}/findings.csv`)
    return Object.fromEntries(rows.map((row) => [row['object_key'], row]))
  }

  plan(): Promise<Record<string, string>[]> {
    return readCsv(`${this.run}/recovery-plan.csv`)
  }
}
