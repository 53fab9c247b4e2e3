-- grain: one row per kind and step of the search: a place and a stretch of weeks that stands out from all the rest
-- Of every place (loss_place) and stretch of weeks the one is taken whose damage is least likely at the rate of the whole (the score is that log-likelihood ratio); its
-- objects are put aside, and the search goes on in what is left, so that a great failure does not hide a smaller one:
-- a scan statistic (Kulldorff 1997), repeated (Zhang, Assunção and Kulldorff 2010). docs/incident-shape.md tells the
-- rule in words. By Chernoff's bound a given stretch reaches a score of x with a probability of at most exp(-x).
-- Undated objects are a stretch of their own.
create or replace macro within_stretch(week, first_week, last_week) as
  coalesce(week between first_week and last_week, week is null and first_week is null);

-- x ln x, of which log-likelihoods are made
create or replace macro x_ln_x(x) as case when x > 0 then x * ln(x) else 0 end;

create or replace table loss_stretch as
with recursive
limits as (
  select
    10 as least_objects, -- damaged, in a stretch
    3 as least_odds_ratio, -- odds of being damaged, within against without
    0.01 as chance, -- that of all stretches of a kind any is taken by chance
    0.98 as nearly, -- the shortest prefix is taken that scores nearly as well as the best
    250 as most_places, -- for a kind: those with the most damaged objects
    25 as most_steps
),
-- Objects of a file go together: they are no independent witnesses.
objects_per_file as (
  select kind, count(*) / count(distinct (collectivity_id, consultation_id, file_id)) as dispersion
  from object_verdict
  where state in ('missing', 'altered')
  group by kind
),
searched as materialized (
  select kind, place
  from (select kind, bucket, key_head, sum(damaged) as damaged from loss_cell group by all)
  join loss_place using (kind, bucket, key_head)
  cross join limits
  group by kind, place, least_objects, most_places
  having sum(damaged) >= least_objects
  qualify row_number() over (partition by kind order by sum(damaged) desc, place) <= most_places
),
-- Cells in the same places are as one.
cell as materialized (
  select kind, week, places, sum(expected)::double as expected, sum(damaged)::double as damaged
  from loss_cell
  join (
    select kind, bucket, key_head, list(place order by place) as places
    from loss_place join searched using (kind, place)
    group by kind, bucket, key_head
  ) using (kind, bucket, key_head)
  group by kind, week, places
),
search as (
  select distinct kind, 0 as step, []::struct(place struct(bucket varchar, prefix varchar), first_week date, last_week date)[] as taken
  from cell
  union all
  select kind, step, taken
  from (
    with left_over as (
      select c.*, s.step, s.taken
      from search as s
      join cell as c on c.kind = s.kind
        and len(list_filter(s.taken, lambda t: list_contains(c.places, t.place) and within_stretch(c.week, t.first_week, t.last_week))) = 0
    ),
    whole as (
      select kind, step, taken, sum(expected) as expected, sum(damaged) as damaged, sum(damaged) / sum(expected - damaged) as odds
      from left_over
      group by all
      having sum(damaged) > 0 and sum(damaged) < sum(expected)
    ),
    weekly as (
      select kind, place, week, sum(expected) as expected, sum(damaged) as damaged
      from (select kind, unnest(places) as place, week, expected, damaged from left_over)
      group by all
    ),
    tested as (
      select kind, sum(weeks * (weeks + 1) / 2) as stretches
      from (select kind, place, count(*) as weeks from weekly group by all)
      group by kind
    ),
    -- For each supposed odds ratio, the gain in log-likelihood of each week; summed from the first week on, a
    -- stretch gains what its end has more than its beginning, so that one pass finds the best of each place.
    gained as (
      select w.*, r.ratio, w.damaged * ln(r.ratio) - w.expected * ln((1 + a.odds * r.ratio) / (1 + a.odds)) as gain
      from weekly as w
      join whole as a using (kind)
      cross join unnest([1.5, 3, 10, 30, 100, 1e3, 1e4, 1e6]::double[]) as r(ratio)
    ),
    summed as (
      select
        *,
        sum(gain) over up_to as gain_to, sum(expected) over up_to as expected_to, sum(damaged) over up_to as damaged_to
      from gained
      window up_to as (partition by kind, place, ratio, week is null order by week)
    ),
    begun as (
      select
        *,
        min(gain_to - gain) over up_to as lowest,
        arg_min({week: week, expected: expected_to - expected, damaged: damaged_to - damaged}, gain_to - gain) over up_to as begins
      from summed
      window up_to as (partition by kind, place, ratio, week is null order by week)
    ),
    stretch as (
      select
        kind, place, begins.week as first_week, week as last_week,
        expected_to - begins.expected as expected, damaged_to - begins.damaged as damaged
      from begun
      qualify row_number() over (partition by kind, place, ratio, week is null order by gain_to - lowest desc, week) = 1
    ),
    outstanding as (
      select
        s.*,
        x_ln_x(s.damaged) + x_ln_x(s.expected - s.damaged) - x_ln_x(s.expected)
          - s.damaged * ln(a.damaged / a.expected) - (s.expected - s.damaged) * ln(1 - a.damaged / a.expected) as score,
        l.nearly
      from stretch as s
      join whole as a using (kind)
      join tested as t using (kind)
      join objects_per_file as d using (kind)
      cross join limits as l
      where s.damaged >= l.least_objects
        and s.damaged * (a.expected - a.damaged - s.expected + s.damaged)
          >= l.least_odds_ratio * (s.expected - s.damaged) * (a.damaged - s.damaged)
        and score / d.dispersion >= ln(t.stretches / l.chance)
    ),
    best as (
      select * from (select *, max(score) over (partition by kind) as best_score from outstanding)
      where score >= nearly * best_score
      qualify row_number() over (partition by kind order by len(place.prefix), len(place.bucket), score desc, place, first_week) = 1
    )
    select a.kind, a.step + 1 as step,
      list_append(a.taken, {place: b.place, first_week: b.first_week, last_week: b.last_week}) as taken
    from best as b
    join whole as a using (kind)
    cross join limits as l
    where a.step < l.most_steps
  )
),
last_step as (
  select * from search qualify row_number() over (partition by kind order by step desc) = 1
)
select kind, generate_subscripts(taken, 1) as step, unnest(taken, recursive := true)
from last_step;
