-- grain: one row per row of expected-objects.sql, read and completed; no row is dropped
create or replace view promise as
select * exclude (year, in_scope, scope_date) from expected_object;
