import { readFileSync } from 'node:fs'
import { deriveMatches } from '../../src/match/stage.ts'
import { derivePresentRows } from '../../src/second-look/stage.ts'
import { recordFact } from '../../src/store/fact.ts'
import type { Row } from '../../src/store/plain-value.ts'
import { type Parameters, RunStore } from '../../src/store/run-store.ts'

const src = new URL('../../src/', import.meta.url)

const STAGES = {
  expectations: [
    'readable',
    'collectivity',
    'consultation',
    'promises-of',
    'expected-row',
    'completed-row',
    'buyer',
    'consultation-buyer',
    'repeated-file',
    'file-of-several',
    'row-of-several',
    'rescoped-row',
    'expected-object',
    'expected-file',
    'promise',
    'repeated-key',
    'anomaly',
  ],
  match: [],
  probe: ['judged'],
  'second-look': [],
  recover: [
    'damaged-object',
    'comparable',
    'orphan-candidate',
    'asked-orphan',
    'belied-listing',
    'recovery-candidate',
    'recovery',
  ],
  analysis: [
    'safe-name',
    'object-verdict',
    'file-verdict',
    'disclosed-file',
    'state-count',
    'total',
    'incident-window',
    'urgency',
    'consultation-urgency',
    'affected-contact',
    'deadline',
    'retransmission',
    'verification',
    'broken-sum',
    'loss-cell',
    'loss-by-week',
    'loss-by-prefix',
    'loss-span',
    'loss-place',
    'loss-stretch',
    'loss-cluster',
    'storage-class',
  ],
} as const

type Settings = {
  years?: number[]
  kinds?: string[]
  yearOf?: string
  maxMismatch?: number
  verify?: string
  sampleSize?: number
}

/** What a test gives to the models, in an empty run store in memory. Bucket `b` is the configured one. */
export class Given {
  readonly store: RunStore
  #rows = 0

  private constructor(store: RunStore) {
    this.store = store
  }

  static async open({
    years = [],
    kinds = [],
    yearOf = 'deposited_at',
    maxMismatch = 0.2,
    verify = 'none',
    sampleSize = 0,
  }: Settings = {}): Promise<Given> {
    const store = await RunStore.open(':memory:', { timeZone: 'Europe/Paris' })
    await store.run(readFileSync(new URL('store/schema.sql', src), 'utf8'))
    await store.run(
      `insert into setting values ('Europe/Paris', $years::integer[], $kinds::varchar[], $yearOf, 'b', $maxMismatch, $verify, $sampleSize)`,
      {
        years: JSON.stringify(years),
        kinds: JSON.stringify(kinds),
        yearOf,
        maxMismatch,
        verify,
        sampleSize,
      },
    )
    const given = new Given(store)
    await recordFact(store, 'urgency', {
      awarded_months: 12,
      retention_years: 5,
      works_retention_years: 10,
    })
    await recordFact(store, 'deadlines', { margin_hours: 72 })
    await given.insert('primary_source', [{ position: 0, bucket: 'b', prefix: '' }])
    await given.insert('raw_collectivity', [{ row_number: 1, collectivity_id: 'c', name: 'Mairie' }])
    await given.insert('raw_consultation', [{ row_number: 1, collectivity_id: 'c', consultation_id: 'n' }])
    return given
  }

  async insert(table: string, rows: Parameters[]): Promise<void> {
    for (const row of rows) {
      const names = Object.keys(row)
      await this.store.run(
        `insert into ${table} (${names.join(', ')}) values (${names.map((name) => `$${name}`).join(', ')})`,
        row,
      )
    }
  }

  /** Rows of expected-objects.sql, numbered from 1; what is not said is a sound content object of file `f`. */
  promised(...rows: Parameters[]): Promise<void> {
    const sound = {
      kind: 'offer',
      role: 'content',
      file_id: 'f',
      collectivity_id: 'c',
      consultation_id: 'n',
      size_bytes: '10',
      deposited_at: '2022-05-01 10:00',
    }
    return this.insert(
      'raw_expected_object',
      rows.map((row) => ({ row_number: ++this.#rows, object_key: `k${this.#rows}`, ...sound, ...row })),
    )
  }

  /** Objects of bucket `b` by key and size in bytes (or further columns), as listed. */
  stored(objects: Record<string, number | Parameters>): Promise<void> {
    return this.insert(
      'listed_object',
      Object.entries(objects).map(([object_key, found]) => ({
        bucket: 'b',
        object_key,
        listed_at: '2023-08-05 10:00:00+02',
        ...(typeof found === 'number' ? { size_bytes: found } : { size_bytes: 10, ...found }),
      })),
    )
  }

  /** What comparing the content of objects of bucket `b` gave; what is not said was read. */
  async compared(answers: Record<string, { fingerprint?: string } & Parameters>): Promise<void> {
    for (const [object_key, { fingerprint = null, ...columns }] of Object.entries(answers)) {
      await this.insert('content_answer', [
        {
          bucket: 'b',
          object_key,
          method: 'read',
          answer: 'found',
          size_bytes: 10,
          observed_at: '2023-08-05 12:30:00+02',
          ...columns,
        },
      ])
      await this.store.run(
        `update content_answer set fingerprints = case when $fingerprint is null then [] else [$fingerprint] end
         where object_key = $object_key`,
        { fingerprint, object_key },
      )
    }
  }

  /** The second look at the files of consultation `n` by id: the rows that the database gives now, or an error. */
  async lookedAgain(files: Record<string, Parameters[] | 'error'>): Promise<void> {
    for (const [file_id, rows] of Object.entries(files)) {
      const file = { collectivity_id: 'c', consultation_id: 'n', kind: 'offer', file_id }
      const answer = rows === 'error' ? { answer: 'error', error: 'gone' } : { answer: 'answered' }
      await this.insert('second_look', [{ ...file, ...answer, observed_at: '2023-08-05 12:45:00+02' }])
      if (rows === 'error') continue
      const sound = { ...file, role: 'content', size_bytes: '10', deposited_at: '2022-05-01 10:00' }
      await this.insert(
        'later_expected_object',
        rows.map((row) => ({ row_number: ++this.#rows, ...sound, ...row })),
      )
    }
  }

  /** Ranges of bucket `b`; what is not said is one range of everything, listed to its end. */
  listed(...ranges: Parameters[]): Promise<void> {
    return this.insert(
      'listing_range',
      (ranges.length === 0 ? [{}] : ranges).map((range, range_id) => ({
        range_id,
        bucket: 'b',
        prefix: '',
        after: '',
        state: 'done',
        keys: 0,
        ...range,
      })),
    )
  }

  /** What asking by name gave: a size in bytes, or an answer. */
  probed(answers: Record<string, number | 'absent' | 'forbidden' | 'error'>): Promise<void> {
    return this.insert(
      'probe_answer',
      Object.entries(answers).map(([object_key, given]) => ({
        bucket: 'b',
        object_key,
        ...answered(given),
        observed_at: '2023-08-05 12:00:00+02',
      })),
    )
  }

  /** Recovery stores in order of preference, each with its answers by key; a key that is not said was not asked. */
  async copies(
    sources: Record<string, Record<string, number | 'absent' | 'forbidden' | 'error'>>,
  ): Promise<void> {
    for (const [position, [name, answers]] of Object.entries(sources).entries()) {
      await this.insert('recovery_source', [{ position, kind: 'replica', name }])
      await this.insert(
        'recovery_answer',
        Object.entries(answers).map(([object_key, given]) => ({
          kind: 'replica',
          source: name,
          bucket: 'b',
          object_key,
          recovered_key: `copy/${object_key}`,
          preference: 0,
          method: 'stored',
          ...answered(given),
          observed_at: '2023-08-05 13:00:00+02',
        })),
      )
    }
  }

  /** Runs the models of these stages, in the order of the flow. */
  async run(...stages: (keyof typeof STAGES)[]): Promise<this> {
    for (const stage of stages) {
      if (stage === 'expectations')
        await this.store.run('create or replace temp view arrived_row as from raw_expected_object')
      if (stage === 'match') await deriveMatches(this.store)
      if (stage === 'second-look') await derivePresentRows(this.store)
      for (const model of STAGES[stage]) await this.store.model(new URL(`${stage}/models/${model}.sql`, src))
    }
    return this
  }

  /** Runs everything from the promises to the totals. */
  runAll(): Promise<this> {
    return this.run('expectations', 'match', 'probe', 'second-look', 'recover', 'analysis')
  }

  rows<T extends object = Row>(sql: string): Promise<T[]> {
    return this.store.rows<T>(sql)
  }

  guard(name: string): Promise<{ instance: string | null; finding: string }[]> {
    return this.store.rows(readFileSync(new URL(`guards/models/${name}.sql`, src), 'utf8'))
  }
}

function answered(given: number | string): Parameters {
  return typeof given === 'number'
    ? { answer: 'found', size_bytes: given }
    : { answer: given, error: given === 'absent' ? null : `${given}!` }
}
