-- grain: one row per file (collectivity_id, consultation_id, kind, file_id) of several rows
-- Its date is that of its earliest content object. file_number: by which its rows name it.
create or replace table file_of_several as
with several as (
  select
    collectivity_id,
    consultation_id,
    kind,
    file_id,
    case when bool_or(role = 'content') then min(scope_date) filter (role = 'content') else min(scope_date) end as file_date,
    count(*) as objects,
    count(*) filter (not_expected is null) as expected_objects,
    count(*) filter (not_expected is null and role = 'content') as content_objects
  from expected_row
  where hash(collectivity_id, consultation_id, file_id) in (select hashed from repeated_file)
  group by collectivity_id, consultation_id, kind, file_id
  having count(*) > 1
)
select
  row_number() over () as file_number,
  f.*,
  coalesce(year_of(f.file_date)::varchar, 'undated') as year,
  is_in_scope(f.file_date, f.kind, s.years, s.kinds) as in_scope
from several as f
cross join setting as s;
