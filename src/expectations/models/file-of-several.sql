-- grain: one row per file (collectivity_id, consultation_id, kind, file_id) of several rows
-- Its date is that of its earliest content object. Hashes are grouped first: most files have one row, and of those only
-- few are taken for others, whose hash they share.
create or replace table file_of_several as
with promised as not materialized (
  select *, hash(collectivity_id, consultation_id, kind, file_id) as hashed from promises_of('raw_expected_object')
),
repeated as (
  select hashed from promised group by hashed having count(*) > 1
)
select
  collectivity_id,
  consultation_id,
  kind,
  file_id,
  case when bool_or(role = 'content') then min(scope_date) filter (role = 'content')
       else min(scope_date) end as file_date,
  count(*) as objects,
  count(*) filter (not_expected is null) as expected_objects,
  count(*) filter (not_expected is null and role = 'content') as content_objects
from promised semi join repeated using (hashed)
group by collectivity_id, consultation_id, kind, file_id
having count(*) > 1;
