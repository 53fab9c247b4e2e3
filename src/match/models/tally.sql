-- grain: unit (objects, files, signatures), collectivity, consultation ('' when unattached), bucket, kind, year,
--        week of deposit, first segments of the key, state (intact or not_expected), assurance
-- Counts what needs no further look: files that are wholly intact by the listing, and what the database
-- itself says should hold nothing. What a later stage finds about a counted object moves it to the rows.
create or replace table tally as
with counted_object as (
  select
    e.* replace (case when e.attached then e.consultation_id else '' end as consultation_id),
    e.consultation_id as own_consultation_id,
    date_trunc('week', e.deposited_at)::date as week,
    coalesce(regexp_extract(e.object_key, '^([^/]*/){1,2}'), '') as key_head,
    case when e.not_expected is not null then 'not_expected' else 'intact' end as state,
    case
      when e.not_expected is not null then null
      when l.bucket is not null then 'checksum'
      when e.size_bytes is null then 'listed'
      else 'size'
    end as assurance
  from expected_object as e
  left join etag_trust as t on t.bucket = e.bucket and t.trusted
  left join stored_object as l
    on l.bucket = t.bucket and l.object_key = e.object_key and etag_fingerprint(l.etag) = e.checksum
  anti join suspect_file as f
    on e.not_expected is null and f.collectivity_id = e.collectivity_id
    and f.consultation_id = e.consultation_id and f.kind = e.kind and f.file_id = e.file_id
  where e.in_scope
),
counted_file as (
  select
    collectivity_id, consultation_id, min(bucket) as bucket, kind, year,
    coalesce(min(week) filter (role = 'content'), min(week)) as week,
    min(key_head) as key_head,
    min(state) as state, -- 'intact' before 'not_expected': one expected object makes an expected file
    case when min(state) = 'intact' then arg_min(assurance, assurance_rank(assurance)) filter (role = 'content') end
      as assurance
  from (
    select o.* from counted_object as o
    -- what a suspect file holds that is not expected does not make it a file that is not expected
    anti join suspect_file as f
      on f.collectivity_id = o.collectivity_id and f.consultation_id = o.own_consultation_id
      and f.kind = o.kind and f.file_id = o.file_id
  )
  group by collectivity_id, consultation_id, own_consultation_id, kind, year, file_id
)
select 'objects' as unit, collectivity_id, consultation_id, bucket, kind, year, week, key_head, state, assurance, count(*) as n
from counted_object group by all
union all
select 'signatures', collectivity_id, consultation_id, bucket, kind, year, week, key_head, state, assurance, count(*)
from counted_object where role = 'signature' group by all
union all
select 'files', collectivity_id, consultation_id, bucket, kind, year, week, key_head, state, assurance, count(*)
from counted_file group by all;
