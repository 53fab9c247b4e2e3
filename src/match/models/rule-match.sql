-- grain: one row per unstored key for which a rule finds an object
-- Two objects for one key, or two keys for one object, and nobody can say which is which: ambiguous.
create or replace table rule_match as
with counted as (
  select *, count(*) over (partition by bucket, found_key) as claims
  from rule_candidate
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
