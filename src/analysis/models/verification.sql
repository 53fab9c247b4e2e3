-- grain: one row per kind of which contents were compared, with what the comparison says of all objects of the kind
--        that the listing shows to be intact
-- drawn: chosen to be compared; compared: sound + damaged (the others could not be read, are in an archive, or were
-- withdrawn since). The rate is that of damaged among compared. For a sample its 95 % interval is Wilson's
-- (Wilson 1927, https://doi.org/10.2307/2276774): it is wide where little was read, and never a count of the whole.
create or replace table verification as
with result as (
  select
    s.kind,
    any_value(s.population) as population,
    count(*) as drawn,
    count(*) filter (v.state = 'intact' and c.answer = 'found') as sound,
    count(*) filter (v.state = 'altered') as altered,
    count(*) filter (v.state = 'missing') as missing,
    count(*) filter (v.state = 'unknown') as unknown,
    count(*) filter (c.answer = 'archived') as archived,
    count(*) filter (c.zeros and v.state = 'intact' and v.assurance <> 'checksum') as zeros_without_checksum,
    count(*) filter (v.assurance = 'checksum') as with_checksum
  from sampled_object as s
  join object_verdict as v using (row_number)
  left join content_answer as c on c.bucket = s.bucket and c.object_key = s.object_key
  where s.drawn
  group by s.kind
),
rated as (
  select *, altered + missing as damaged, sound + altered + missing as compared, 1.959964 as z,
    damaged / nullif(compared, 0) as damaged_rate
  from result
),
spread as (
  select
    *,
    (damaged_rate + z * z / (2 * compared)) / (1 + z * z / compared) as centre,
    z * sqrt(damaged_rate * (1 - damaged_rate) / compared + z * z / (4 * compared * compared))
      / (1 + z * z / compared) as half
  from rated
)
select
  s.kind, t.verify as mode, s.population, s.drawn, s.compared, s.sound, s.with_checksum, s.damaged, s.altered, s.missing,
  s.unknown, s.archived, s.zeros_without_checksum, s.damaged_rate,
  -- All of them compared: nothing is left to estimate. What `stored` compares was not drawn by chance.
  case when s.compared = s.population then s.damaged_rate when s.damaged = 0 and t.verify = 'sample' then 0.0
    when t.verify = 'sample' then greatest(s.centre - s.half, 0) end
    as damaged_rate_low,
  case when s.compared = s.population then s.damaged_rate when t.verify = 'sample' then least(s.centre + s.half, 1) end
    as damaged_rate_high
from spread as s cross join setting as t;
