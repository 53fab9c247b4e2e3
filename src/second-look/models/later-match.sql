-- grain: one row per later key for which a key rule finds an object that no row names, before or now
-- As in the match (rule-candidate.sql, rule-match.sql): two objects for one key, or two keys for one object, and
-- nobody can say which is which.
create or replace table later_match as
with later as (
  select bucket, object_key, rule, form from key_form where side = 'later'
),
stored as (
  select bucket, object_key, rule, form from key_form where side = 'stored'
),
pair as (
  select l.bucket, l.object_key, u.object_key as found_key, l.rule
  from later as l join unnamed_object as u on u.bucket = l.bucket and u.object_key = l.form
  union
  select s.bucket, k.object_key, s.object_key, s.rule
  from stored as s join later_key as k on k.bucket = s.bucket and k.object_key = s.form
  union
  select l.bucket, l.object_key, s.object_key, l.rule
  from later as l join stored as s using (bucket, rule, form)
),
candidate as (
  select p.bucket, p.object_key, p.found_key, arg_min(p.rule, r.position) as rule
  from pair as p
  join key_rule as r using (rule)
  anti join later_promise as n on n.bucket = p.bucket and n.object_key = p.found_key
  group by p.bucket, p.object_key, p.found_key
),
counted as (
  select
    *,
    count(*) over (partition by bucket, found_key)
      + (select count(*) from rule_candidate as b where b.bucket = c.bucket and b.found_key = c.found_key) as claims
  from candidate as c
)
select
  bucket,
  object_key,
  count(*) > 1 or max(claims) > 1 as ambiguous,
  case when not ambiguous then any_value(rule) end as rule,
  case when not ambiguous then any_value(found_key) end as found_key,
  string_agg(rule || ': ' || found_key, ', ' order by found_key) as candidates
from counted
group by bucket, object_key;
