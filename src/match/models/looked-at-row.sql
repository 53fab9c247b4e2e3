-- grain: one row per expected object of a file that is looked at object by object
-- A row alone in its file is found by its number; only where a file has several are files compared.
create or replace table looked_at_row as
select row_number from suspect_object
union
select row_number from sampled_object
union
-- a signature without a content
select row_number from expected_object anti join row_of_several using (row_number)
where role = 'signature' and in_scope and not_expected is null
union
select e.row_number
from row_of_several as o
semi join suspect_file as f on f.file_number = o.file_number
join expected_row as e on e.row_number = o.row_number
where e.not_expected is null;
