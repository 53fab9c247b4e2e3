-- grain: one row per row of expected-objects.sql whose file has another year than it has itself, or another scope: few
create or replace table rescoped_row as
select r.row_number, f.year, f.in_scope
from expected_row as r
join row_of_several as o on o.row_number = r.row_number
join file_of_several as f on f.file_number = o.file_number
where f.year <> r.year or f.in_scope <> r.in_scope;
