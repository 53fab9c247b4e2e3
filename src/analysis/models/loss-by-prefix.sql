-- grain: one row per kind, bucket, depth (1, 2) and prefix of that many segments
-- At each depth every expected object is in one row: under a shorter prefix, or '', where its key has no more.
create or replace table loss_by_prefix as
select
  kind,
  bucket,
  depth,
  case depth when 1 then regexp_extract(key_head, '^[^/]*/') else key_head end as prefix,
  sum(expected)::bigint as expected,
  sum(damaged)::bigint as damaged,
  sum(missing)::bigint as missing,
  sum(altered)::bigint as altered,
  sum(unknown)::bigint as unknown,
  sum(lost)::bigint as lost,
  sum(damaged) / sum(expected) as damaged_rate,
  sum(missing) / sum(expected) as missing_rate,
  sum(lost) / sum(expected) as lost_rate
from loss_cell
cross join (values (1), (2)) as d(depth)
group by all;
