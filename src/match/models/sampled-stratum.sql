-- grain: one row per kind, collectivity and year with an object that the listing shows to be intact
-- draws: how many of its objects are compared. A systematic sample in this order, so that each collectivity and year
-- has its share: object number p of its kind is drawn when a step of population / sample_size ends at it, the first of
-- them somewhere (start, from 0 to 1, by a hash of all keys).
-- An object that several rows of a kind promise counts once, where the first of them stands.
create or replace table sampled_stratum as
with counted as (
  select e.kind, e.collectivity_id, e.year, c.objects as n, c.mixed
  from listed_cell as c join expected_object as e using (row_number)
  where c.state = 'intact'
  union all
  select e.kind, e.collectivity_id, e.year, 1, hash(e.object_key)
  from suspect_object as s join expected_object as e using (row_number)
  where s.suspicion = 'by-rule'
  union all
  select e.kind, e.collectivity_id, e.year, -1, 0
  from shared_row as r join expected_object as e using (row_number)
  left join suspect_object as s using (row_number)
  where r.row_number <> r.first_row and coalesce(s.suspicion = 'by-rule', true)
),
stratum as (
  select kind, collectivity_id, year, sum(n) as objects, bit_xor(mixed) as mixed
  from counted
  group by kind, collectivity_id, year
),
started as (
  select kind, sum(objects) as population, ('0x' || md5(bit_xor(mixed)::varchar)[:8])::bigint / 4294967296.0 as start
  from stratum
  group by kind
),
placed as (
  select *, sum(objects) over (partition by kind order by collectivity_id, year) as last_place
  from stratum join started using (kind)
)
select
  p.kind, p.collectivity_id, p.year, p.objects::bigint as objects, p.population::bigint as population,
  case
    when s.verify = 'none' then 0
    when s.verify in ('all', 'stored') or s.sample_size >= p.population then p.objects
    else floor((p.last_place + p.start) * s.sample_size / p.population)
      - floor((p.last_place - p.objects + p.start) * s.sample_size / p.population)
  end::bigint as draws
from placed as p
cross join setting as s
where p.objects > 0;
