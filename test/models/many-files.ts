import { Given } from './given.ts'

export type Files = {
  wrong?: number
  empty?: number
  absent?: number
  unsized?: number
  etags?: boolean
  maxMismatch?: number
}

/** That many files of one object each: the first `wrong` are listed with another size, then `empty` ones, the last are absent. */
export async function filesOf(count: number, how: Files = {}): Promise<Given> {
  const { wrong = 0, empty = 0, absent = 0, unsized = 0, etags = false, maxMismatch = 0.2 } = how
  const given = await Given.open({ maxMismatch, verify: etags ? 'stored' : 'none' })
  const md5 = '0cc175b9c0f1b6a831c399e269772661'
  await given.store.run(
    `insert into raw_expected_object by name
     select i + 1 as row_number, 'k' || i as object_key, 'offer' as kind, 'content' as role, 'f' || i as file_id,
       'c' as collectivity_id, 'n' as consultation_id, case when i >= $sized then null else '10' end as size_bytes,
       case when $etags then 'md5:' || $md5 end as checksum, '2022-05-01' as deposited_at from range($count) as t(i)`,
    { count, sized: count - unsized, etags, md5 },
  )
  await given.store.run(
    `insert into listed_object by name
     select 'b' as bucket, 'k' || i as object_key, case when i < $wrong then 9 when i < $wrong + $empty then 0 else 10 end as size_bytes,
       case when $etags then $md5 end as etag, now() as listed_at from range($listed) as t(i)`,
    { wrong, empty, listed: count - absent, etags, md5 },
  )
  await given.store.run(
    `insert into probe_answer by name
     select 'b' as bucket, 'k' || i as object_key, 'absent' as answer, now() as observed_at from range($listed, $count) as t(i)`,
    { listed: count - absent, count },
  )
  await given.listed()
  return given
}
