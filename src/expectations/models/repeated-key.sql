-- grain: one row per hash that several rows have of their bucket and key: of rows that share an object, and of few others
-- Hashes take a tenth of the memory of what they are of, and few rows are left to be compared.
create or replace table repeated_key as
select hash(bucket, object_key) as hashed
from expected_row
where object_key is not null
group by hashed
having count(*) > 1;
