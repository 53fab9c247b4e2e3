-- grain: one row per key of some pairs (as rule_pair gives them, each with how many keys claim its object)
-- Two objects for one key, or two keys for one object, and nobody can say which is which: ambiguous.
create or replace macro matched_by_rule(pairs) as table
select
  bucket,
  object_key,
  count(*) > 1 or max(claims) > 1 as ambiguous,
  case when not ambiguous then any_value(rule) end as rule,
  case when not ambiguous then any_value(found_key) end as found_key,
  string_agg(rule || ': ' || found_key, ', ' order by found_key) as candidates
from query_table(pairs)
group by bucket, object_key;
