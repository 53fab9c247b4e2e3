-- grain: one row per hash that several rows have of a file's identity but for its kind: of rows of one file, of files
--        that share an id, and of few others
create or replace table repeated_file as
select hash(collectivity_id, consultation_id, file_id) as hashed
from expected_row
group by hashed
having count(*) > 1;
