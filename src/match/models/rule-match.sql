-- grain: one row per unstored key for which a rule finds an object
create or replace table rule_match as
with claimed_pair as (
  select *, count(*) over (partition by bucket, found_key) as claims
  from rule_candidate
)
select * from matched_by_rule('claimed_pair');
