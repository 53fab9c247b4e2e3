-- grain: one row per cell of the tally: collectivity, consultation ('' when unattached), bucket, kind, year, state
--        (intact or not_expected) and assurance
-- Counts every row in scope that is no suspect, in one pass: tally, storage classes and sample are made of it. A cell is
-- known by cell_of; its texts are those of row_number, one of its rows. objects = signatures + contents; alone: those
-- whose file has no other row. size_bytes: what is promised, together; mixed: of all keys, so that they tell where a
-- sample starts.
create or replace table listed_cell as
with listed as not materialized (
  select
    e.row_number, e.collectivity_id, case when e.attached then e.consultation_id else '' end as consultation_id,
    e.bucket, e.kind, e.year, e.object_key, e.role, o.row_number is null as alone, e.size_bytes,
    case when e.not_expected is null then 'intact' else 'not_expected' end as state,
    listed_assurance(
      e.not_expected, e.checksum, e.size_bytes, t.trusted, d.row_number is null or d.listed_md5 = d.md5
    ) as assurance
  from expected_object as e
  left join row_of_several as o on o.row_number = e.row_number
  left join listing_difference as d on d.row_number = e.row_number
  left join etag_trust as t on t.bucket = e.bucket
  anti join suspect_object as s on s.row_number = e.row_number
  where e.in_scope
)
select
  cell_of(collectivity_id, consultation_id, bucket, kind, year, state, assurance) as cell,
  min(row_number) as row_number,
  any_value(state) as state,
  any_value(assurance) as assurance,
  count(*) as objects,
  count(*) filter (role = 'signature') as signatures,
  count(*) filter (alone) as alone,
  coalesce(sum(size_bytes), 0)::bigint as size_bytes,
  bit_xor(hash(object_key)) as mixed
from listed
group by cell;
