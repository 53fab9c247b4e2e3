-- grain: one row per row of expected-objects.sql, with its file's year and whether it is in scope
-- alone: its file has no other row
create or replace table expected_object as
select p.* exclude (scope_date), f.year, f.file_date, f.in_scope, f.objects = 1 as alone
from promise as p
join expected_file as f using (collectivity_id, consultation_id, kind, file_id);
