-- grain: one row per expected object in scope that the listing alone does not show to be intact
-- suspicion: no-key       nothing to look for
--            uncovered    its key lies where storage was not listed to the end
--            not-found    covered by the listing, and not in it
--            ambiguous    as not-found, and a key rule fits several objects
--            by-rule      a key rule finds it under another key
--            contradicted listed, but empty or of another size than promised
--            checksum     listed with another MD5 than promised
--            shared       listed as promised, but not as another row promises that names the same object:
--                         what asking by name gives holds for both
create or replace table suspect_object as
with compared as (
  select
    d.row_number, d.bucket, d.object_key, d.size_bytes, d.listed_bytes as exact_bytes, d.listed_at as exact_at,
    case when s.verify <> 'none' and coalesce(t.trusted, true) then d.md5 end as compared_md5,
    d.listed_md5 <> compared_md5 as other_md5
  from listing_difference as d
  cross join setting as s
  left join etag_trust as t on t.bucket = d.bucket
  where d.wanted and (
    d.listed_at is null
    or d.listed_bytes <> d.size_bytes
    or (d.listed_bytes = 0 and d.size_bytes is null)
    or other_md5
  )
),
unlisted as (
  select *, exact_at is null and object_key is not null and is_covered(bucket, object_key) as covered
  from compared
),
placed as (
  select
    c.*,
    r.ambiguous,
    r.candidates,
    case when c.covered then r.rule end as rule,
    case when c.covered then r.found_key end as found_key
  from unlisted as c
  left join rule_match as r on c.exact_at is null and r.bucket = c.bucket and r.object_key = c.object_key
),
found as (
  select
    p.*,
    coalesce(p.exact_bytes, s.size_bytes) as listed_bytes,
    coalesce(p.exact_at, s.listed_at) as listed_at,
    coalesce(p.other_md5, etag_fingerprint(s.etag) <> p.compared_md5, false) as contradicted_md5
  from placed as p
  left join unnamed_object as s on s.bucket = p.bucket and s.object_key = p.found_key
),
suspected as (
  select
    row_number, bucket, object_key, rule, found_key, candidates, listed_bytes, listed_at,
    coalesce(found_key, object_key) as ask_key,
    case
      when object_key is null then 'no-key'
      when listed_at is null and not covered then 'uncovered'
      when listed_at is null and ambiguous then 'ambiguous'
      when listed_at is null then 'not-found'
      when listed_bytes <> size_bytes or (listed_bytes = 0 and size_bytes is null) then 'contradicted'
      when contradicted_md5 then 'checksum'
      else 'by-rule'
    end as suspicion
  from found
),
contradicted_key as (
  select distinct bucket, ask_key, listed_bytes, listed_at from suspected where suspicion in ('contradicted', 'checksum')
)
select s.* replace (
  case when s.suspicion = 'by-rule' and k.ask_key is not null then 'shared' else s.suspicion end as suspicion
)
from suspected as s
left join contradicted_key as k using (bucket, ask_key)
union all by name
select w.row_number, w.bucket, w.object_key, w.object_key as ask_key, k.listed_bytes, k.listed_at, 'shared' as suspicion
from shared_row as w
join contradicted_key as k on k.bucket = w.bucket and k.ask_key = w.object_key
anti join suspected as s on s.row_number = w.row_number;
