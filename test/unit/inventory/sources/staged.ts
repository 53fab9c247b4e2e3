import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ObjectStore } from '../../../../src/storage/object-store.ts'
import type { Row } from '../../../../src/store/plain-value.ts'
import type { Run } from '../../../../src/store/run.ts'
import { RunStore } from '../../../../src/store/run-store.ts'
import { silentJournal } from '../../../../src/vocabulary/journal.ts'

/** A run in memory with one primary store, and a folder for the files of a test. */
export class Staged {
  readonly folder = mkdtempSync(join(tmpdir(), 'constat-staged-'))
  readonly run: Run
  readonly store: ObjectStore

  private constructor(store: RunStore, prefixes: string[]) {
    const { signal } = new AbortController()
    this.run = { config: {} as Run['config'], store, journal: silentJournal, signal }
    this.store = { bucket: 'marches', byteOrdered: true, prefixes } as unknown as ObjectStore
  }

  static async open(prefixes = ['']): Promise<Staged> {
    const store = await RunStore.open(':memory:', { timeZone: 'Europe/Paris' })
    await store.run(readFileSync(new URL('../../../../src/store/schema.sql', import.meta.url), 'utf8'))
    for (const [position, prefix] of prefixes.entries())
      await store.run(`insert into primary_source values ($position, 'marches', $prefix)`, {
        position,
        prefix,
      })
    return new Staged(store, prefixes)
  }

  path(name: string): string {
    return join(this.folder, name)
  }

  /** @returns what is stored, without the columns that no test asks for, and forgets it */
  async take(columns: string[] = ['object_key', 'size_bytes']): Promise<Row[]> {
    const rows = await this.run.store.rows('select * from stored_object order by object_key, size_bytes')
    await this.run.store.run('delete from listed_object')
    return rows.map((row) => Object.fromEntries(columns.map((name) => [name, row[name] ?? null])))
  }
}
