-- grain: unit (objects, files, signatures), collectivity, consultation ('' when unattached), bucket, kind, year,
--        week of deposit, first segments of the key, state (intact or not_expected), assurance
-- Counts what needs no further look: files that are wholly intact by the listing, and what the database
-- itself says should hold nothing. What a later stage finds about a counted object moves it to the rows.
-- It is what listed_cell counts, less the rows that became match_row. A row alone in its file is the file; only files of
-- several rows are gathered.
create or replace table tally as
with looked_at as materialized (
  select
    m.collectivity_id, m.consultation_id, m.attached, m.bucket, m.kind, m.year,
    week_of(m.deposited_at) as week, key_head_of(m.object_key) as key_head, m.role, e.alone, 'intact' as state,
    listed_assurance(null, m.checksum, m.size_bytes, t.trusted, d.row_number is null or d.listed_md5 = d.md5) as assurance,
    -1 as n
  from match_row as m
  join expected_object as e on e.row_number = m.row_number
  left join listing_difference as d on d.row_number = m.row_number
  left join etag_trust as t on t.bucket = m.bucket
  where m.suspicion is null
),
counted as not materialized (
  select
    collectivity_id, case when attached then consultation_id else '' end as consultation_id, bucket, kind, year, week,
    key_head, role, alone, state, assurance, n
  from (
    select * exclude (size_bytes, mixed) from listed_cell
    union all by name
    select * from looked_at
  )
),
one_of_several as (
  select
    e.collectivity_id, e.consultation_id as own_consultation_id,
    case when e.attached then e.consultation_id else '' end as consultation_id,
    e.bucket, e.kind, e.year, e.file_id, e.role,
    week_of(e.deposited_at) as week,
    key_head_of(e.object_key) as key_head,
    case when e.not_expected is null then 'intact' else 'not_expected' end as state,
    listed_assurance(
      e.not_expected, e.checksum, e.size_bytes, t.trusted, d.row_number is null or d.listed_md5 = d.md5
    ) as assurance
  from expected_object as e
  left join listing_difference as d on d.row_number = e.row_number
  left join etag_trust as t on t.bucket = e.bucket
  -- what a suspect file holds that is not expected does not make it a file that is not expected
  anti join suspect_file as f
    on f.collectivity_id = e.collectivity_id and f.consultation_id = e.consultation_id
    and f.kind = e.kind and f.file_id = e.file_id
  where e.in_scope and not e.alone
),
gathered_file as (
  select
    collectivity_id, consultation_id, min(bucket) as bucket, kind, year,
    coalesce(min(week) filter (role = 'content'), min(week)) as week,
    min(key_head) as key_head,
    min(state) as state, -- 'intact' before 'not_expected': one expected object makes an expected file
    case when min(state) = 'intact' then arg_min(assurance, assurance_rank(assurance)) filter (role = 'content') end
      as assurance
  from one_of_several
  group by collectivity_id, consultation_id, own_consultation_id, kind, year, file_id
),
counted_file as not materialized (
  select * exclude (role, alone) from counted where alone
  union all by name
  select *, 1 as n from gathered_file
)
select 'objects' as unit, collectivity_id, consultation_id, bucket, kind, year, week, key_head, state, assurance, sum(n)::bigint as n
from counted group by all having sum(n) > 0
union all
select 'signatures', collectivity_id, consultation_id, bucket, kind, year, week, key_head, state, assurance, sum(n)::bigint
from counted where role = 'signature' group by all having sum(n) > 0
union all
select 'files', collectivity_id, consultation_id, bucket, kind, year, week, key_head, state, assurance, sum(n)::bigint
from counted_file group by all having sum(n) > 0;
