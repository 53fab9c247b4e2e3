-- grain: one row per file of several rows, in scope, of which no object needs a further look
-- What a suspect file holds that is not expected does not make it a file that is not expected.
create or replace table whole_file as
with counted as (
  select
    o.file_number, e.collectivity_id, case when e.attached then e.consultation_id else '' end as consultation_id,
    e.bucket, e.kind, e.year, e.role, week_of(e.deposited_at) as week, key_head_of(e.object_key) as key_head,
    case when e.not_expected is null then 'intact' else 'not_expected' end as state,
    listed_assurance(
      e.not_expected, e.checksum, e.size_bytes, t.trusted, d.row_number is null or d.listed_md5 = d.md5
    ) as assurance
  from row_of_several as o
  anti join suspect_file as f on f.file_number = o.file_number
  join expected_object as e on e.row_number = o.row_number
  left join listing_difference as d on d.row_number = e.row_number
  left join etag_trust as t on t.bucket = e.bucket
  where e.in_scope
)
select
  any_value(collectivity_id) as collectivity_id,
  any_value(consultation_id) as consultation_id,
  min(bucket) as bucket,
  any_value(kind) as kind,
  any_value(year) as year,
  coalesce(min(week) filter (role = 'content'), min(week)) as week,
  min(key_head) as key_head,
  min(c.state) as state, -- 'intact' before 'not_expected': one expected object makes an expected file
  case when min(c.state) = 'intact' then arg_min(c.assurance, assurance_rank(c.assurance)) filter (role = 'content') end
    as assurance
from counted as c
group by file_number;
