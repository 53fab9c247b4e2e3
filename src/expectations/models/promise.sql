-- grain: one row per row of expected-objects.sql, read and completed; no row is dropped
create or replace table promise as
select * from promises_of('raw_expected_object');
