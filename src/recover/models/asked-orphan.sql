-- grain: one row per orphan candidate, with what is known of its content
-- unknown_algorithms: those of the promises of its size for which it has no fingerprint yet
create or replace table asked_orphan as
with latest as (
  select * from orphan_answer
  qualify row_number() over (partition by bucket, object_key order by method = 'read' desc) = 1
)
select
  o.bucket,
  o.object_key,
  coalesce(a.method, 'stored') as method,
  coalesce(a.answer, 'error') as answer,
  case when a.answer is null then 'not asked' else a.error end as error,
  coalesce(a.size_bytes, o.size_bytes) as size_bytes,
  a.storage_class,
  o.algorithms,
  coalesce(is_archived(a.answer, a.storage_class, a.restored), false) as archived,
  comparable(a.fingerprints, a.method, t.trusted = false) as known_fingerprints,
  list_filter(
    o.algorithms,
    lambda x: not list_contains(list_transform(known_fingerprints, lambda f: split_part(f, ':', 1)), x)
      -- the listing's MD5 is known even where asking failed, and no promised one
      and not (x = 'md5' and o.listed_md5 is not null and not list_contains(o.checksums, o.listed_md5))
  ) as unknown_algorithms
from orphan_candidate as o
left join latest as a using (bucket, object_key)
left join etag_trust as t on t.bucket = o.bucket;
