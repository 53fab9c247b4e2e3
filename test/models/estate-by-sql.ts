import { readFileSync } from 'node:fs'
import type { RunStore } from '../../src/store/run-store.ts'

const src = new URL('../../src/', import.meta.url)
const EXPECTATIONS = [
  'readable',
  'collectivity',
  'consultation',
  'promises-of',
  'expected-row',
  'completed-row',
  'repeated-file',
  'file-of-several',
  'row-of-several',
  'rescoped-row',
  'expected-object',
  'expected-file',
  'promise',
  'repeated-key',
]

/**
 * Fills an empty run store with an estate of any size, made by the engine: 23 collectivities of 10 consultations, every
 * eleventh row a signature, an MD5 promised for every other one. What is damaged does not depend on the size.
 *
 * @param intact rows of which the listing bears out every word, besides 120 that it does not
 */
export async function fillEstate(store: RunStore, intact: number, sampleSize: number): Promise<void> {
  await store.run(readFileSync(new URL('store/schema.sql', src), 'utf8'))
  await store.run(
    `insert into setting values ('Europe/Paris', [], [], 'deposited_at', 'b', 0.2, 'sample', $sampleSize)`,
    { sampleSize },
  )
  await store.run(`insert into primary_source values (0, 'b', '')`)
  await store.run(`insert into listing_range values (0, 'b', '', '', null, 'done', null, 0, null, now())`)
  await store.run(
    `insert into raw_consultation (row_number, collectivity_id, consultation_id)
     select c * 10 + k, c::varchar, k::varchar from range(23) as t(c), range(10) as u(k)`,
  )
  await store.run(
    `create table made as
     with numbered as (
       select i, i < 120 as odd, case when i % 11 = 10 then i - 1 else i end as file from range($rows) as t(i)
     )
     select *, (file % 23)::varchar as collectivity, (file // 23 % 10)::varchar as consultation,
       concat_ws('/', collectivity, consultation, md5(i::varchar)) as key, i % 1000 + 1 as size
     from numbered`,
    { rows: 120 + intact },
  )
  await store.run(
    `insert into raw_expected_object (
       row_number, object_key, kind, role, file_id, collectivity_id, consultation_id, size_bytes, checksum, deposited_at
     )
     select i + 1, key, 'offer', case when i % 11 = 10 then 'signature' else 'content' end, file::varchar, collectivity,
       consultation, size::varchar, case when i % 2 = 0 then 'md5:' || md5(key) end,
       (timestamp '2021-01-04' + to_hours(file % 8760))::varchar
     from made`,
  )
  // Of the odd ones a third is gone, a third is short, and a third is written with a slash before its key.
  await store.run(
    `insert into listed_object
     select 'b', case when odd and i % 3 = 2 then '/' || key else key end, case when odd and i % 3 = 1 then 0 else size end,
       null, md5(key), 'STANDARD', timestamptz '2023-08-05 10:00:00+02'
     from made where not odd or i % 3 > 0`,
  )
  await store.run('create temp view arrived_row as from raw_expected_object')
  for (const model of EXPECTATIONS) await store.model(new URL(`expectations/models/${model}.sql`, src))
}
