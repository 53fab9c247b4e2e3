-- grain: one row per expected object, intact by the listing, whose content is to be compared with the database
-- none: nothing. stored: what has a checksum that the ETag did not settle. all: everything. sample: of each kind, a
-- systematic sample in the order of collectivity and year, so that each has its share; the order within is by a
-- seeded hash, and so is the start. Each object of a kind is drawn with the same probability.
-- `drawn` tells an object of the sample from another row that promises the same object.
create or replace table sampled_object as
with intact as (
  select
    e.kind, e.bucket, e.object_key,
    min(e.row_number) as row_number,
    min(e.collectivity_id) as collectivity_id,
    min(e.year) as year,
    bool_or(e.checksum is not null
      and (etag_fingerprint(s.etag) is distinct from e.checksum or not coalesce(t.trusted, false))) as unsettled
  from expected_object as e
  join stored_object as s on s.bucket = e.bucket and s.object_key = e.object_key
  left join etag_trust as t on t.bucket = e.bucket
  anti join suspect_object as x on x.row_number = e.row_number
  where e.in_scope and e.not_expected is null and (select verify from setting) <> 'none'
  group by e.kind, e.bucket, e.object_key
),
hashed as (
  select *, md5('constat' || bucket || object_key) as hashed, count(*) over (partition by kind) as population
  from intact
),
ordered as (
  select
    h.*, t.verify, t.sample_size,
    row_number() over (partition by h.kind order by h.collectivity_id, h.year, h.hashed, h.row_number) as place,
    -- where the first step falls, from 0 to 1: the smallest hash of the kind, spread again
    ('0x' || md5(min(h.hashed) over (partition by h.kind))[:8])::bigint / 4294967296.0 as start
  from hashed as h cross join setting as t
),
drawn as (
  select row_number, bucket, object_key, kind, population
  from ordered
  where case verify
    when 'all' then true
    when 'stored' then unsettled
    when 'sample' then sample_size >= population
      or floor((place - 1 + start) * sample_size / population) < floor((place + start) * sample_size / population)
  end
)
select
  e.row_number, e.bucket, e.object_key, e.kind, d.population,
  e.row_number = d.row_number as drawn
from drawn as d
join expected_object as e on e.bucket = d.bucket and e.object_key = d.object_key
where e.in_scope and e.not_expected is null
qualify row_number() over (partition by e.row_number order by e.row_number = d.row_number desc) = 1;
