-- grain: one row per row of expected-objects.sql, read and completed; no row is dropped
create or replace view promise as
select * exclude (year, file_date, in_scope) from expected_object;
