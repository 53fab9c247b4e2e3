-- Rows: one per kind of which more than the configured fraction of the objects that are listed, and whose size
-- the database knows, have another size. Empty objects are a damage of their own and do not count.
with compared as (
  select kind, sum(n) as objects, 0 as mismatched from tally
  where unit = 'objects' and state = 'intact' and assurance = 'size' group by kind
  union all
  select kind, count(*), count(*) filter (listed_bytes <> size_bytes and listed_bytes > 0) from match_row
  where listed_at is not null and size_bytes is not null group by kind
),
shares as (
  select kind, sum(objects)::bigint as objects, sum(mismatched)::bigint as mismatched from compared group by kind
)
select
  kind as instance,
  format('{} of {} objects of known size ({:.1f} %) have another size than promised; the limit is {:.1f} %. Does size_bytes give the size as stored?',
    mismatched, objects, 100.0 * mismatched / objects, 100.0 * max_size_mismatch) as finding
from shares cross join setting
where objects >= 20 -- fewer betray nothing
  and mismatched / objects > max_size_mismatch
order by kind;
