-- grain: one row per expected object, intact by the listing, whose content is to be compared with the database
-- object_key is the key under which it is stored: its own, or the one that a key rule found.
-- Made where contents are compared at all (else without-contents). stored: what has a checksum that the ETag did not settle.
-- all: everything. sample: of each stratum (sampled_stratum) as many objects as it is to give, those with the lowest
-- seeded hash, so that each object of a kind is drawn with the same probability.
-- `drawn` tells an object of the sample from another row that promises the same object.
create or replace table sampled_object as
with intact as not materialized (
  select
    e.row_number, e.bucket, e.object_key, e.checksum, e.kind, e.collectivity_id, e.year,
    t.draws, t.draws < t.objects as partly, coalesce(r.first_row, e.row_number) as first_row
  from expected_object as e
  -- A stratum whose every object counts elsewhere, where the first row of it stands, is not there: its rows are.
  left join sampled_stratum as t on t.kind = e.kind and t.collectivity_id = e.collectivity_id and t.year = e.year
  left join suspect_object as s on s.row_number = e.row_number
  left join shared_row as r on r.row_number = e.row_number
  where e.in_scope and e.not_expected is null and (s.row_number is null or s.suspicion = 'by-rule')
),
unsettled as (
  select i.first_row as row_number, i.kind
  from intact as i
  left join listing_difference as d on d.row_number = i.row_number
  left join rule_match as m on m.bucket = i.bucket and m.object_key = i.object_key
  left join unnamed_object as u on u.bucket = m.bucket and u.object_key = m.found_key
  left join etag_trust as t on t.bucket = i.bucket
  where (select verify from setting) = 'stored' and i.checksum is not null
    and not coalesce(
      coalesce(t.trusted, true) and starts_with(i.checksum, 'md5:')
        and (d.row_number is null or coalesce(d.listed_md5, etag_fingerprint(u.etag)) = i.checksum),
      false
    )
),
drawn as (
  select unnest(arg_min(row_number, md5_number_lower('constat' || bucket || object_key), draws)) as row_number, kind
  from intact
  where partly and draws > 0 and row_number = first_row
  group by kind, collectivity_id, year
  union all
  select row_number, kind from intact
  where not partly and row_number = first_row and (select verify from setting) <> 'stored'
  union
  select row_number, kind from unsettled
),
together as materialized (
  select row_number, row_number as drawn_row, kind as drawn_kind from drawn
  union all
  select o.row_number, d.row_number, d.kind
  from drawn as d
  join shared_row as r on r.row_number = d.row_number
  join shared_row as o on o.bucket = r.bucket and o.object_key = r.object_key and o.row_number <> r.row_number
)
select
  e.row_number, e.bucket, coalesce(s.found_key, e.object_key) as object_key, e.kind, p.population,
  t.row_number = t.drawn_row as drawn
-- The semi join first: otherwise the engine gathers all rows of the database, to look a few up among them.
from (select * from expected_object semi join together using (row_number)) as e
join together as t on t.row_number = e.row_number
join (select distinct kind, population from sampled_stratum) as p on p.kind = t.drawn_kind
left join suspect_object as s on s.row_number = e.row_number
qualify row_number() over (partition by e.row_number order by drawn desc, t.drawn_row) = 1;
