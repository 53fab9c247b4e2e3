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
select
  o.bucket, o.object_key, o.size_bytes, w.algorithms, w.checksums,
  case when coalesce(t.trusted, s.verify <> 'none') then etag_fingerprint(o.etag) end as listed_md5
from orphan as o
join wanted as w using (size_bytes)
cross join setting as s
left join etag_trust as t on t.bucket = o.bucket
where w.algorithms <> ['md5'] or coalesce(list_contains(w.checksums, listed_md5), true);
