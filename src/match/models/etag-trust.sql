-- grain: one row per bucket that lists MD5s for objects whose MD5 is promised, with whether they can be compared
-- Where none can be compared nothing speaks against them. Where many differ, the store's ETags are no MD5s of the
-- content (it encrypts, or is no S3): nothing is compared. Where the listing shows no difference they are equal.
create or replace table etag_trust as
with promised as (
  select bucket, count(*) as compared
  from expected_object
  where in_scope and not_expected is null and starts_with(checksum, 'md5:')
  group by bucket
),
different as (
  select bucket, object_key, md5, listed_md5, listed_at
  from listing_difference
  where wanted and md5 is not null
),
found_by_rule as (
  select d.bucket, d.md5, etag_fingerprint(u.etag) as listed_md5
  from different as d
  join rule_match as r on r.bucket = d.bucket and r.object_key = d.object_key
  join unnamed_object as u on u.bucket = r.bucket and u.object_key = r.found_key
  where d.listed_at is null and is_covered(d.bucket, d.object_key)
),
counted as (
  select bucket, compared, 0 as differing from promised
  union all
  select bucket, -count(*) filter (listed_md5 is null), count(*) filter (listed_md5 <> md5) from different group by bucket
  union all
  select bucket, count(listed_md5), count(*) filter (listed_md5 <> md5) from found_by_rule group by bucket
)
select
  c.bucket,
  sum(c.compared)::bigint as compared,
  sum(c.differing)::bigint as differing,
  sum(c.compared) < 20 or sum(c.differing) / sum(c.compared) <= any_value(t.max_size_mismatch) as trusted
from counted as c
cross join setting as t
where t.verify <> 'none'
group by c.bucket
having sum(c.compared) > 0;
