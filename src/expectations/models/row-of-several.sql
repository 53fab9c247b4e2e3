-- grain: one row per row of expected-objects.sql whose file has other rows
create or replace table row_of_several as
select r.row_number, f.file_number, f.file_date
from expected_row as r
join file_of_several as f
  on f.collectivity_id = r.collectivity_id and f.consultation_id = r.consultation_id and f.kind = r.kind and f.file_id = r.file_id;
