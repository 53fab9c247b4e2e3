-- grain: kind, bucket, first segments of the key, week of deposit (null: undated)
-- objects and files that tally counts as intact, by where they are and when they came: what losses are compared with.
create or replace table place_tally as
with counted as (
  select
    e.kind, e.bucket, key_head_of(e.object_key) as key_head, week_of(e.deposited_at) as week, count(*) as objects,
    count(*) filter (o.row_number is null) as files
  from expected_object as e
  left join row_of_several as o on o.row_number = e.row_number
  anti join match_row as m on m.row_number = e.row_number
  where e.in_scope and e.not_expected is null
  group by all
  union all
  select kind, bucket, key_head, week, 0, count(*) from whole_file where state = 'intact' group by all
)
select kind, bucket, key_head, week, sum(objects)::bigint as objects, sum(files)::bigint as files
from counted
group by all;
