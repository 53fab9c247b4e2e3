-- grain: one row per row of expected-objects.sql whose file has other rows, with what the file says of it
create or replace table row_of_several as
select r.row_number, f.file_number, f.file_date, f.year, f.in_scope
from expected_row as r
join file_of_several as f
  on f.collectivity_id = r.collectivity_id and f.consultation_id = r.consultation_id and f.kind = r.kind and f.file_id = r.file_id;
