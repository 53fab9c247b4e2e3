-- Rows: one per kind of which more than the configured fraction of the objects that are listed, and whose size
-- the database knows, have another size. Empty objects are a damage of their own and do not count as mismatched.
with listed as (
  -- what is not suspect is listed with the size that is promised
  select e.kind, e.size_bytes, case when s.row_number is null then e.size_bytes else s.listed_bytes end as listed_bytes
  from expected_object as e
  left join suspect_object as s using (row_number)
  where e.in_scope and e.not_expected is null and e.size_bytes is not null
),
shares as (
  select kind, count(*) as objects, count(*) filter (listed_bytes <> size_bytes and listed_bytes > 0) as mismatched
  from listed
  where listed_bytes is not null
  group by kind
)
select
  kind as instance,
  format('{} of {} objects of known size ({:.1f} %) have another size than promised; the limit is {:.1f} %. Does size_bytes give the size as stored?',
    mismatched, objects, 100.0 * mismatched / objects, 100.0 * max_size_mismatch) as finding
from shares cross join setting
where objects >= 20 -- fewer betray nothing
  and mismatched / objects > max_size_mismatch
order by kind;
