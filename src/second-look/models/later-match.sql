-- grain: one row per later key for which a key rule finds an object that no row names, before or now
create or replace table later_match as
with candidate as (
  select p.*
  from rule_pair('later', 'later_key') as p
  anti join later_promise as n on n.bucket = p.bucket and n.object_key = p.found_key
),
claimed_pair as (
  select
    *,
    count(*) over (partition by bucket, found_key)
      + (select count(*) from rule_candidate as b where b.bucket = c.bucket and b.found_key = c.found_key) as claims
  from candidate as c
)
select * from matched_by_rule('claimed_pair');
