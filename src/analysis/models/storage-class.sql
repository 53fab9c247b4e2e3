-- grain: kind, storage class ('' where storage names none) and whether it must be restored before it can be read
-- Intact objects in scope, with their size as stored. An archived object is there: a listing and a HEAD find it, and no
-- one reads it before it is restored. Of S3's classes this holds for GLACIER and DEEP_ARCHIVE (not for GLACIER_IR):
-- https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects.html
-- The archive tiers of INTELLIGENT_TIERING show in no listing: only an object that was to be read tells.
create or replace table storage_class as
with classed as (
  select kind, storage_class, null::boolean as restored, false as unreadable, objects, bytes from class_tally
  union all
  select
    v.kind, coalesce(p.storage_class, v.storage_class), p.restored, coalesce(c.answer = 'archived', false), 1,
    coalesce(v.stored_bytes, 0)
  from object_verdict as v
  left join probe_answer as p
    on p.bucket = v.bucket and p.object_key = coalesce(v.found_key, v.object_key) and p.answer = 'found'
  left join content_answer as c on c.bucket = v.bucket and c.object_key = coalesce(v.found_key, v.object_key)
  where v.state = 'intact'
)
select
  kind,
  coalesce(storage_class, '') as storage_class,
  unreadable or coalesce(storage_class in ('GLACIER', 'DEEP_ARCHIVE') and restored is distinct from true, false) as archived,
  sum(objects)::bigint as objects,
  sum(bytes)::bigint as bytes
from classed
group by all;
