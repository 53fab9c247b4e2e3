-- grain: one row per file (collectivity_id, consultation_id, kind, file_id)
-- Its date is that of its earliest content object, its year is cut in the incident's zone, and scope takes
-- whole files. Without a readable date it is `undated` and always in scope.
-- A file of one row is that row.
create or replace view expected_file as
select
  collectivity_id,
  consultation_id,
  kind,
  file_id,
  scope_date as file_date,
  year,
  1 as objects,
  (not_expected is null)::bigint as expected_objects,
  (not_expected is null and role = 'content')::bigint as content_objects,
  in_scope
from expected_object
anti join row_of_several using (row_number)
union all by name
select * exclude (file_number) from file_of_several;
