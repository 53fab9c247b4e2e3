-- grain: one row per key of a side (`key_form`), in a table of those keys, and unnamed object of its bucket that a key
--        rule holds for the same, with the first rule that does
-- The same: the form of one is the other, or both have the same form (src/match/rules.ts).
create or replace macro rule_pair(of_side, keys) as table
with spelled as (
  select bucket, object_key, rule, form from key_form where side = of_side
),
stored as (
  select bucket, object_key, rule, form from key_form where side = 'stored'
),
pair as (
  select p.bucket, p.object_key, u.object_key as found_key, p.rule
  from spelled as p join unnamed_object as u on u.bucket = p.bucket and u.object_key = p.form
  union
  select s.bucket, k.object_key, s.object_key, s.rule
  from stored as s join query_table(keys) as k on k.bucket = s.bucket and k.object_key = s.form
  union
  select p.bucket, p.object_key, s.object_key, p.rule
  from spelled as p join stored as s using (bucket, rule, form)
)
select bucket, object_key, found_key, arg_min(rule, position) as rule
from pair join key_rule using (rule)
group by bucket, object_key, found_key;
