-- grain: collectivity, consultation, whether that is known, bucket, kind, year, week of deposit, first segments of the
--        key, role, whether its file has no other row, state (intact or not_expected) and assurance
-- Counts every row in scope that is no suspect, in one pass: tally, storage classes and sample are made of it.
-- size_bytes: what is promised, together; mixed: of all keys, so that they tell where a sample starts.
create or replace table listed_cell as
select
  e.collectivity_id, e.consultation_id, e.attached, e.bucket, e.kind, e.year,
  week_of(e.deposited_at) as week,
  key_head_of(e.object_key) as key_head,
  e.role, e.alone,
  case when e.not_expected is null then 'intact' else 'not_expected' end as state,
  listed_assurance(
    e.not_expected, e.checksum, e.size_bytes, t.trusted, d.row_number is null or d.listed_md5 = d.md5
  ) as assurance,
  count(*) as n,
  coalesce(sum(e.size_bytes), 0)::bigint as size_bytes,
  bit_xor(hash(e.object_key)) as mixed
from expected_object as e
left join listing_difference as d on d.row_number = e.row_number
left join etag_trust as t on t.bucket = e.bucket
anti join suspect_object as s on s.row_number = e.row_number
where e.in_scope
group by all;
