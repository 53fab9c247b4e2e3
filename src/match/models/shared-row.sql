-- grain: one row per expected row in scope that names the same object as another one, with the first of its kind that does
-- Hashes are grouped first: they take a tenth of the memory of the keys, and few rows are left to be compared.
create or replace table shared_row as
with wanted as not materialized (
  select row_number, kind, bucket, object_key, hash(bucket, object_key) as hashed
  from expected_object
  where in_scope and not_expected is null and object_key is not null
),
repeated as (
  select hashed from wanted group by hashed having count(*) > 1
)
select
  w.row_number, w.kind, w.bucket, w.object_key,
  min(w.row_number) over (partition by w.bucket, w.object_key, w.kind) as first_row
from wanted as w
semi join repeated as r on r.hashed = w.hashed
qualify count(*) over (partition by w.bucket, w.object_key) > 1;
