-- grain: one row per object of which a listing was wrong: left out, or listed with another size than it has by its name
-- What was written after the listing of its bucket began may be told otherwise rightly. Times of storage are in whole seconds.
create or replace table belied_listing as
select distinct m.bucket, m.ask_key as object_key
from match_row as m
join probe_answer as p on p.bucket = m.bucket and p.object_key = m.ask_key
left join (select bucket, min(listed_at) as begun_at from stored_object group by bucket) as s on s.bucket = m.bucket
where p.answer = 'found'
  and coalesce(p.last_modified + interval 1 second < coalesce(s.begun_at, p.observed_at), true)
  and (m.suspicion = 'not-found' or (m.suspicion = 'contradicted' and p.size_bytes <> m.listed_bytes));
