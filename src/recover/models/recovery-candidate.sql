-- grain: one row per damaged object and candidate copy of it (of a source without any, one row that says so)
-- position: order of preference of its place; nth: within its place
-- fits: it is what was promised; null: that could not be established, or it was not read
-- compared: checksum; size (none was promised, or none can be compared); archived (none can be compared until it is
--           restored)
create or replace table recovery_candidate as
with latest as (
  select a.*, comparable(a.fingerprints, a.method, a.kind = 'version' and t.trusted = false) as known_fingerprints
  from recovery_answer as a
  left join etag_trust as t on t.bucket = a.source
  where a.method = 'read' or not exists (
    select 1 from recovery_answer as r
    where r.method = 'read' and r.kind = a.kind and r.source = a.source and r.bucket = a.bucket and r.object_key = a.object_key
      and r.recovered_key = a.recovered_key and r.recovered_version_id is not distinct from a.recovered_version_id
  )
),
copy as (
  select
    d.row_number, d.bucket, d.object_key, d.size_bytes as promised_bytes, d.checksum,
    s.position, s.kind, s.name as source,
    coalesce(a.recovered_key, d.object_key) as recovered_key, a.recovered_version_id, a.preference,
    a.method, coalesce(a.answer, 'error') as answer, case when a.answer is null then 'not asked' else a.error end as error,
    a.size_bytes, a.last_modified, a.storage_class, a.restored, a.fingerprints,
    coalesce(is_archived(a.answer, a.storage_class, a.restored), false) as archived,
    list_filter(a.known_fingerprints, lambda f: split_part(f, ':', 1) = split_part(d.checksum, ':', 1))[1] as fingerprint
  from damaged_object as d
  join recovery_source as s on s.kind = 'replica' or s.name = d.bucket
  left join latest as a
    on a.kind = s.kind and a.source = s.name and a.bucket = d.bucket and a.object_key = d.object_key
),
judged_copy as (
  select
    * exclude (promised_bytes),
    size_bytes = coalesce(promised_bytes, greatest(size_bytes, 1)) as whole,
    case
      when answer in ('forbidden', 'error') then null
      when answer = 'absent' then false
      when not whole then false
      when checksum is null or fingerprint = checksum then true
      when fingerprint is null then case when archived or v.verify in ('none', 'stored') then true end
      when archived or method = 'read' or v.verify in ('none', 'stored') then false
    end as fits
  from copy cross join (select verify from setting) as v
),
known_orphan as (
  select *, unnest(known_fingerprints) as fingerprint from asked_orphan where answer in ('found', 'archived')
),
moved as (
  select
    d.row_number, d.bucket, d.object_key, d.checksum, -1 as position, 'relocated' as kind, o.bucket as source,
    o.object_key as recovered_key, null as recovered_version_id, o.method, o.answer, null as error, o.size_bytes,
    o.storage_class, o.archived, o.fingerprint, true as whole, true as fits
  from damaged_object as d
  join known_orphan as o on o.fingerprint = d.checksum and o.size_bytes = d.size_bytes
  where d.state = 'missing'
)
select
  *,
  case when fits then case when fingerprint = checksum then 'checksum' when archived then 'archived' else 'size' end
  end as compared,
  row_number() over (
    partition by row_number, position
    order by answer = 'absent', archived, source <> bucket, preference, recovered_key
  ) as nth
from (select * exclude (verify) from (select j.* from judged_copy as j) union all by name select * from moved);
