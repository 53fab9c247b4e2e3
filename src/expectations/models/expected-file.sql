-- grain: one row per file (collectivity_id, consultation_id, kind, file_id)
-- Its date is that of its earliest content object, its year is cut in the incident's zone, and scope takes
-- whole files. Without a readable date it is `undated` and always in scope.
create or replace table expected_file as
with dated as (
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
  from promises_of('raw_expected_object')
  group by collectivity_id, consultation_id, kind, file_id
)
select
  d.collectivity_id,
  d.consultation_id,
  d.kind,
  d.file_id,
  d.file_date,
  coalesce(year(d.file_date)::varchar, 'undated') as year,
  d.objects,
  d.expected_objects,
  d.content_objects,
  (d.file_date is null or len(s.years) = 0 or list_contains(s.years, year(d.file_date)::integer))
    and (len(s.kinds) = 0 or d.kind = 'unspecified' or list_contains(s.kinds, d.kind)) as in_scope
from dated as d
cross join setting as s;
