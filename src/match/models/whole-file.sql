-- grain: one row per file of several rows, in scope, of which no object needs a further look
-- What a suspect file holds that is not expected does not make it a file that is not expected.
create or replace table whole_file as
select
  any_value(e.collectivity_id) as collectivity_id,
  any_value(case when e.attached then e.consultation_id else '' end) as consultation_id,
  min(e.bucket) as bucket,
  any_value(e.kind) as kind,
  any_value(e.year) as year,
  coalesce(min(week_of(e.deposited_at)) filter (e.role = 'content'), min(week_of(e.deposited_at))) as week,
  min(key_head_of(e.object_key)) as key_head,
  -- one expected object makes an expected file
  case when bool_or(e.not_expected is null) then 'intact' else 'not_expected' end as state,
  case when bool_or(e.not_expected is null) then
    arg_min(
      listed_assurance(e.not_expected, e.checksum, e.size_bytes, t.trusted, d.row_number is null or d.listed_md5 = d.md5),
      assurance_rank(
        listed_assurance(e.not_expected, e.checksum, e.size_bytes, t.trusted, d.row_number is null or d.listed_md5 = d.md5)
      )
    ) filter (e.role = 'content')
  end as assurance
from row_of_several as o
anti join suspect_file as f on f.file_number = o.file_number
join expected_object as e on e.row_number = o.row_number
left join listing_difference as d on d.row_number = e.row_number
left join etag_trust as t on t.bucket = e.bucket
where e.in_scope
group by o.file_number;
