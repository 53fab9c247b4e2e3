-- grain: one row per unstored key and unnamed object of its bucket that a key rule holds for the same,
--        with the first rule that does
-- The same: the form of one is the other, or both have the same form (src/match/rules.ts).
create or replace table rule_candidate as
with promised as (
  select bucket, object_key, rule, form from key_form where side = 'promised'
),
stored as (
  select bucket, object_key, rule, form from key_form where side = 'stored'
),
pair as (
  select p.bucket, p.object_key, u.object_key as found_key, p.rule
  from promised as p join unnamed_object as u on u.bucket = p.bucket and u.object_key = p.form
  union
  select s.bucket, k.object_key, s.object_key, s.rule
  from stored as s join unstored_key as k on k.bucket = s.bucket and k.object_key = s.form
  union
  select p.bucket, p.object_key, s.object_key, p.rule
  from promised as p join stored as s using (bucket, rule, form)
)
select bucket, object_key, found_key, arg_min(rule, position) as rule
from pair join key_rule using (rule)
group by bucket, object_key, found_key;
