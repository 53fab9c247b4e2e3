-- grain: one row per expected object, intact by the listing, whose content is to be compared with the database
-- object_key is the key under which it is stored: its own, or the one that a key rule found.
-- none: nothing. stored: what has a checksum that the ETag did not settle. all: everything. sample: of each kind, a
-- systematic sample in the order of collectivity and year, so that each has its share; the order within is by a
-- seeded hash, and so is the start. Each object of a kind is drawn with the same probability.
-- `drawn` tells an object of the sample from another row that promises the same object.
create or replace table sampled_object as
with placed as (
  select
    e.row_number, e.kind, e.collectivity_id, e.year, e.bucket, e.checksum,
    coalesce(x.found_key, e.object_key) as object_key
  from expected_object as e
  left join suspect_object as x on x.row_number = e.row_number
  where e.in_scope and e.not_expected is null and (select verify from setting) <> 'none'
    and (x.row_number is null or x.suspicion = 'by-rule')
),
intact as (
  select
    p.kind, p.bucket, p.object_key,
    min(p.row_number) as row_number,
    min(p.collectivity_id) as collectivity_id,
    min(p.year) as year,
    bool_or(p.checksum is not null
      and (etag_fingerprint(s.etag) is distinct from p.checksum or not coalesce(t.trusted, true))) as unsettled
  from placed as p
  join stored_object as s on s.bucket = p.bucket and s.object_key = p.object_key
  left join etag_trust as t on t.bucket = p.bucket
  group by p.kind, p.bucket, p.object_key
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
  p.row_number, d.bucket, d.object_key, p.kind, d.population,
  p.row_number = d.row_number as drawn
from drawn as d
join placed as p on p.bucket = d.bucket and p.object_key = d.object_key
qualify row_number() over (partition by p.row_number order by p.row_number = d.row_number desc) = 1;
