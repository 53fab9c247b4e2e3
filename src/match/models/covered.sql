-- Whether a key lies where storage was listed to its end: in a range that came so far, and below no folder that
-- could not be read. Only there does not being listed mean anything.
create or replace macro is_covered(of_bucket, key) as (
  exists (
    select 1 from listing_range as r
    where r.bucket = of_bucket and starts_with(key, r.prefix)
      and key > r.after and (r.up_to is null or key <= r.up_to)
      and (r.state = 'done' or key <= r.last_key)
  ) and not exists (
    select 1 from listing_range as g
    where g.bucket = of_bucket and g.state = 'unreadable' and starts_with(key, g.prefix)
  )
);
