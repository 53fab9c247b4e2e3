-- grain: one row per kind, bucket, first segments of a key, and place that they lie in
-- A place is all storage (bucket and prefix ''), a bucket (prefix ''), or a prefix of one or two segments.
create or replace table loss_place as
with head as (select distinct kind, bucket, key_head from loss_cell),
placed as (
  select kind, bucket, key_head, unnest([
    {bucket: '', prefix: ''},
    {bucket: bucket, prefix: ''},
    {bucket: bucket, prefix: regexp_extract(key_head, '^[^/]*/')},
    {bucket: bucket, prefix: key_head}
  ]) as place
  from head
)
select distinct kind, bucket, key_head, place from placed;
