-- grain: one row per expected object in scope that the listing alone does not show to be intact
-- suspicion: no-key       nothing to look for
--            uncovered    its key lies in no range that was listed to the end
--            not-found    covered by the listing, and not in it
--            contradicted listed, but empty or of another size than promised
--            shared       listed as promised, but contradicted for another row that promises the same object:
--                         what asking by name gives holds for both
create or replace table suspect_object as
with wanted as (
  select row_number, bucket, object_key, size_bytes
  from expected_object
  where in_scope and not_expected is null
),
compared as (
  select w.row_number, w.bucket, w.object_key, s.size_bytes as listed_bytes, s.listed_at
  from wanted as w
  left join stored_object as s on s.bucket = w.bucket and s.object_key = w.object_key
  where s.object_key is null
    or s.size_bytes <> w.size_bytes
    or (s.size_bytes = 0 and w.size_bytes is null)
),
contradicted_key as (
  select distinct bucket, object_key, listed_bytes, listed_at from compared where listed_at is not null
)
select
  c.row_number,
  c.listed_bytes,
  c.listed_at,
  case
    when c.object_key is null then 'no-key'
    when c.listed_at is not null then 'contradicted'
    when exists (
      select 1 from listing_range as r
      where r.bucket = c.bucket and starts_with(c.object_key, r.prefix)
        and c.object_key > r.after and (r.up_to is null or c.object_key <= r.up_to)
        and (r.state = 'done' or c.object_key <= r.last_key)
    ) and not exists (
      select 1 from listing_range as g
      where g.bucket = c.bucket and g.state = 'unreadable' and starts_with(c.object_key, g.prefix)
    ) then 'not-found'
    else 'uncovered'
  end as suspicion
from compared as c
union all
select w.row_number, k.listed_bytes, k.listed_at, 'shared'
from wanted as w
join contradicted_key as k using (bucket, object_key)
anti join compared as c on c.row_number = w.row_number;
