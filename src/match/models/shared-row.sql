-- grain: one row per expected row in scope that names the same object as another one, with the first of its kind that does
create or replace table shared_row as
select
  row_number, kind, bucket, object_key,
  min(row_number) over (partition by bucket, object_key, kind) as first_row
from expected_object
where in_scope and not_expected is null and object_key is not null
  and hash(bucket, object_key) in (select hashed from repeated_key)
qualify count(*) over (partition by bucket, object_key) > 1;
