-- grain: collectivity, consultation ('' when unattached), bucket, kind, year, week of deposit, first segments of the
--        key, state (intact or not_expected), assurance
-- objects, signatures (those among them) and files that need no further look: files that are wholly intact by the
-- listing, and what the database itself says should hold nothing. What a later stage finds about a counted object moves
-- it to the rows. It is what listed_cell counts, less the rows that became match_row. A row alone in its file is the
-- file; only files of several rows are gathered.
create or replace table tally_cell as
with looked_at as (
  select
    m.collectivity_id, case when m.attached then m.consultation_id else '' end as consultation_id, m.bucket, m.kind,
    m.year, week_of(m.deposited_at) as week, key_head_of(m.object_key) as key_head, 'intact' as state,
    listed_assurance(null, m.checksum, m.size_bytes, t.trusted, d.row_number is null or d.listed_md5 = d.md5) as assurance,
    -1 as objects, case when m.role = 'signature' then -1 else 0 end as signatures, case when e.alone then -1 else 0 end as files
  from match_row as m
  join expected_object as e on e.row_number = m.row_number
  left join listing_difference as d on d.row_number = m.row_number
  left join etag_trust as t on t.bucket = m.bucket
  where m.suspicion is null
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
      as assurance,
    1 as files
  from one_of_several
  group by collectivity_id, consultation_id, own_consultation_id, kind, year, file_id
),
-- What the cells of the listing are to be changed by, and cells of files that are none of any object.
change as materialized (
  select
    collectivity_id, consultation_id, bucket, kind, year, week, key_head, state, assurance,
    cell_of(collectivity_id, consultation_id, bucket, kind, year, week, key_head, state, assurance) as cell,
    coalesce(sum(objects), 0)::bigint as objects, coalesce(sum(signatures), 0)::bigint as signatures, sum(files)::bigint as files
  from (select * from looked_at union all by name select * from gathered_file)
  group by all
)
select
  e.collectivity_id, case when e.attached then e.consultation_id else '' end as consultation_id, e.bucket, e.kind,
  e.year, l.week, key_head_of(e.object_key) as key_head, l.state, l.assurance,
  l.objects + coalesce(c.objects, 0) as objects,
  l.signatures + coalesce(c.signatures, 0) as signatures,
  l.alone + coalesce(c.files, 0) as files
from listed_cell as l
join expected_object as e on e.row_number = l.row_number
left join change as c on c.cell = l.cell
union all by name
select c.* exclude (cell)
from change as c
anti join listed_cell as l on l.cell = c.cell;
