-- grain: one row per orphan to which a missing object may have been moved: of a size that is promised with a checksum,
--        and not, by an ETag that can be trusted, another object than those
create or replace table orphan_candidate as
with wanted as (
  select
    size_bytes,
    list(distinct checksum) as checksums,
    list(distinct split_part(checksum, ':', 1)) as algorithms
  from damaged_object
  where state = 'missing' and size_bytes > 0 and checksum is not null
  group by size_bytes
)
select o.bucket, o.object_key, o.size_bytes, w.algorithms
from orphan as o
join wanted as w using (size_bytes)
left join etag_trust as t on t.bucket = o.bucket and t.trusted
where not coalesce(
  t.bucket is not null and w.algorithms = ['md5'] and not list_contains(w.checksums, etag_fingerprint(o.etag)),
  false
);
