-- grain: one row per bucket that lists MD5s for objects whose MD5 is promised, with whether they can be compared
-- Where none can be compared nothing speaks against them. Where many differ, the store's ETags are no MD5s of the
-- content (it encrypts, or is no S3): nothing is compared.
create or replace table etag_trust as
with found_by_rule as (
  select bucket, object_key, found_key from rule_match where found_key is not null and is_covered(bucket, object_key)
)
select
  s.bucket,
  count(*) as compared,
  count(*) filter (etag_fingerprint(s.etag) <> e.checksum) as differing,
  compared < 20 or differing / compared <= any_value(t.max_size_mismatch) as trusted
from expected_object as e
left join found_by_rule as r on r.bucket = e.bucket and r.object_key = e.object_key
join stored_object as s on s.bucket = e.bucket and s.object_key = coalesce(r.found_key, e.object_key)
cross join setting as t
where t.verify <> 'none' and e.in_scope and e.not_expected is null
  and starts_with(e.checksum, 'md5:') and etag_fingerprint(s.etag) is not null
group by s.bucket;
